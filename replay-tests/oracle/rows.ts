/** A row of queue_log as it stands in the file: what the oracle knows of the PBX, and all that it knows. Times are microseconds. */
export interface Row {
  readonly at: number
  readonly callid: string
  readonly queue: string
  readonly agent: string
  readonly event: string
  readonly data: readonly string[]
}

export const second = 1_000_000

/** `epoch|callid|queue|agent|event|data1|data2|...` (products-and-metrics 4.1), by time, then by place in the file (contact-center 3.1). */
export function rowsOf(file: string): Row[] {
  return file
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [epoch = '', callid = '', queue = '', agent = '', event = '', ...data] = line.split('|')
      return { at: Number(epoch) * second, callid, queue, agent, event, data }
    })
    .sort((a, b) => a.at - b.at)
}

/** A length in seconds that a row states; undefined where it states none. */
export function stated(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text) * second
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** In the order in which the keys come first. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups.values()]
}
