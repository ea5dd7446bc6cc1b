import { microsPerQuarter, microsPerSecond, quarterOf, type Micros } from './time.ts'
import { offsetSeconds, type ZoneName } from './zone.ts'

/** From `from` on the zone's clock is `offset` ahead of UTC. */
export interface ZoneOffset {
  readonly from: Micros
  readonly offset: Micros
}

const day = 86_400 * microsPerSecond

/** The offsets of a zone in a period, ascending; the first is in force from the start. Changes lie days apart. */
export function zoneOffsets(
  zone: ZoneName,
  { from, to }: { readonly from: Micros; readonly to: Micros },
): readonly ZoneOffset[] {
  const offsetAt = (at: Micros) => offsetSeconds(zone, at) * microsPerSecond
  const offsets: ZoneOffset[] = [{ from, offset: offsetAt(from) }]
  for (let at = from; at < to; at += day) {
    const next = Math.min(at + day, to)
    if (offsetAt(at) === offsetAt(next)) continue
    const change = firstWith(offsetAt, at, next)
    if (change < to) offsets.push({ from: change, offset: offsetAt(change) })
  }
  return offsets
}

/** The first quarter of an hour in (from, to] that has the offset of `to`. */
function firstWith(offsetAt: (at: Micros) => Micros, from: Micros, to: Micros): Micros {
  let low = quarterOf(from) / microsPerQuarter
  let high = quarterOf(to) / microsPerQuarter
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * microsPerQuarter) === offsetAt(to)) high = middle
    else low = middle
  }
  return high * microsPerQuarter
}
