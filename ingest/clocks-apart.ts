import { apartInWords, clocksDifferSeconds } from '../domain/kernel/clock-difference.ts'

/**
 * @param aheadSeconds what the clock of the PBX, as it has told itself, is ahead of ours
 * @returns what to do about it; undefined: they are kept well enough
 */
export function clocksApart(aheadSeconds: number): string | undefined {
  if (Math.abs(aheadSeconds) <= clocksDifferSeconds) return undefined
  const far = apartInWords(aheadSeconds)
  return aheadSeconds > 0
    ? `the clock of the PBX is ${far} ahead of this server's: set both by NTP; the age of the data and the boards go by them`
    : `the clock of the PBX is ${far} behind this server's: set both by NTP; the age of the data and the boards go by them`
}
