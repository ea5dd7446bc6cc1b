const firstMs = 1_000
const longestMs = 60_000

/**
 * How long to wait after so many failures in a row: 1 s, doubling to 60 s, of which up to a half is left to chance, so
 * that the collectors of many nodes do not come back all at once.
 * @param random 0 to 1
 */
export function backOffMs(failures: number, random: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 10))
  return Math.round(whole * (1 - random / 2))
}
