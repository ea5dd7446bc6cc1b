import { isoOf, microsOfIso, microsPerSecond, type Micros } from '../kernel/time.ts'
import { wallOf, type ZoneName } from '../kernel/zone.ts'

const day = 86_400 * microsPerSecond

/** The day on the calendar of a site: `2026-11-30`. */
export const dateAt = (zone: ZoneName, at: Micros): string => dateOf(wallOf(zone, at))

/** The next one, however many hours this one has. */
export const dayAfter = (date: string): string => dateOf((microsOfIso(`${date}T00:00:00Z`) ?? 0) + day)

const dateOf = (wall: Micros): string => isoOf(wall).slice(0, 10)

/** Whether there is such a day: 2026-02-30 is none. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = microsOfIso(`${text}T00:00:00Z`)
  return at !== undefined && dateOf(at) === text
}
