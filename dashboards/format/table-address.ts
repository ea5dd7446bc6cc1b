type Value = string | number | boolean | null | undefined | readonly string[]

interface Parameters {
  readonly period: { readonly from: string; readonly to: string }
  readonly [name: string]: Value | object
}

/** Where the server has a table as a file: its parameters have the names of the API's arguments, a list repeats its name. */
export function tableAddress(file: string, { period, ...parameters }: Parameters): string {
  const search = new URLSearchParams({ from: period.from, to: period.to })
  for (const [name, value] of Object.entries(parameters) as [string, Value][])
    for (const each of Array.isArray(value)
      ? (value as readonly string[])
      : [value as Exclude<Value, readonly string[]>])
      if (each !== null && each !== undefined) search.append(name, String(each))
  return `/${file}?${search}`
}
