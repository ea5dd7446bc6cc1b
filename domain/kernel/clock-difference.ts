/** Clocks that are kept by NTP are closer to each other than this, and no PBX holds a row back for so long. */
export const clocksDifferSeconds = 60

/** How far two clocks are apart, in units that English and French write alike: `3 min`, `5 h`. */
export function apartInWords(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
