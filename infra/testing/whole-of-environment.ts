/**
 * A whole number that whoever starts the tests may set.
 * @throws Error when something else is set
 */
export function wholeOfEnvironment(name: string, otherwise: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return otherwise
  if (!/^-?\d{1,10}$/.test(text)) throw new Error(`${name} is "${text}": set it to a whole number, or not at all`)
  return Number(text)
}
