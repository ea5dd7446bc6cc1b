import { microsOfSeconds, type Micros } from '../kernel/time.ts'
import { firstInstantOf, startOfLocalDay, wallOf, type ZoneName } from '../kernel/zone.ts'
import type { RetentionSettings } from './retention-settings.ts'

const microsPerDay = microsOfSeconds(86_400)

/** `purgeAt` on the local day that holds the instant; on the day of a change of the clock the first time that it is so late. */
export function purgeInstantOf({ purgeAt }: Pick<RetentionSettings, 'purgeAt'>, zone: ZoneName, day: Micros): Micros {
  const midnight = wallOf(zone, startOfLocalDay(zone, day))
  const [hours = 0, minutes = 0] = purgeAt.split(':').map(Number)
  return firstInstantOf(
    zone,
    Math.floor(midnight / microsPerDay) * microsPerDay + microsOfSeconds(hours * 3600 + minutes * 60),
  )
}

/** The next time behind the instant. */
export function nextPurge(settings: Pick<RetentionSettings, 'purgeAt'>, zone: ZoneName, now: Micros): Micros {
  const today = purgeInstantOf(settings, zone, now)
  // Two hours behind the end of a day lie in the next one, however long it is.
  return today > now
    ? today
    : purgeInstantOf(settings, zone, startOfLocalDay(zone, now) + microsPerDay + microsOfSeconds(7200))
}
