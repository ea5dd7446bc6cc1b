import { microsPerSecond, type Micros } from '../kernel/time.ts'

/**
 * The second at which the channel began, as its uniqueid tells it: `1795233078.0`, with a system name
 * `pbx1-1795233078.0`. UTC, so it bears witness to the zone of local times. @returns undefined where there is none
 * (NONE, MANAGER, ids of foreign systems).
 */
export function channelStart(uniqueid: string): Micros | undefined {
  const match = /(?:^|[^\d.])(\d{9,10})\.\d+$/.exec(uniqueid)
  return match ? Number(match[1]) * microsPerSecond : undefined
}
