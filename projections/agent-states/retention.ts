import { reachOfHeard } from '../../domain/agents/heard-rings.ts'
import type { Retention } from '../../domain/kernel/projection.ts'

/** Rings that began so shortly before may end in what is kept, and decide which of its rows tell of one. */
const nearRings = 2 * reachOfHeard

/** What is removed when (domain/retention). Nothing in here tells of callers; where agents stand at the beginning of what is kept stays known. */
export const retention: Retention = {
  instants: {
    activity: 'start_us',
    session: 'from_us',
    membership: 'from_us',
    heard_ring: 'from_us',
    heard_gap: 'from_us',
  },
  rows: [
    { data: 'statistics', table: 'activity', where: 'site = $1 AND start_us < $2' },
    // Days are those of the site: one that is cut in two by the bound stays whole.
    { data: 'statistics', table: 'day', where: 'site = $1 AND start_us < $2 - 90000000000' },
    { data: 'statistics', table: 'day_pause', where: 'site = $1 AND start_us < $2 - 90000000000' },
    { data: 'statistics', table: 'day_queue', where: 'site = $1 AND start_us < $2 - 90000000000' },
    { data: 'statistics', table: 'session', where: 'site = $1 AND to_us < $2' },
    { data: 'statistics', table: 'membership', where: 'site = $1 AND to_us < $2' },
    { data: 'statistics', table: 'day_entry', where: 'site = $1 AND day_us < $2' },
    { data: 'statistics', table: 'interface_day', where: 'site = $1 AND day_us < $2' },
    { data: 'statistics', table: 'heard_ring', where: `site = $1 AND from_us < $2 - ${nearRings}` },
    { data: 'statistics', table: 'heard_gap', where: `site = $1 AND to_us < $2 - ${nearRings}` },
  ],
}
