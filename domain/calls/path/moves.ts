import { celExtra, namedPairs } from '../../pbx/cel-extra.ts'
import type { CallStep } from '../call.ts'
import type { CelRow } from '../rows/rows.ts'
import { userEventsIn } from '../rows/user-events.ts'

/** From PARK_START to PARK_END of a channel; the detail is the lot. */
export function parkedSteps(rows: readonly CelRow[]): readonly CallStep[] {
  return rows.flatMap((row, index) => {
    const extra = celExtra(row)
    if (extra.event !== 'PARK_START') return []
    const end = rows.find(
      ({ eventtype, uniqueid }, place) => place > index && eventtype === 'PARK_END' && uniqueid === row.uniqueid,
    )
    return [{ kind: 'PARKED', at: row.at, until: end?.at ?? null, party: row.uniqueid, detail: extra.lot ?? null }]
  })
}

/** PICKUP stands on the phone that rang; the step is about the one who took the call. */
export function pickupSteps(rows: readonly CelRow[]): readonly CallStep[] {
  return rows.flatMap(row => {
    const extra = celExtra(row)
    if (extra.event !== 'PICKUP') return []
    const party = extra.picker.uniqueid ?? null
    return [{ kind: 'PICKUP', at: row.at, until: null, party, detail: extra.picker.name ?? null }]
  })
}

/** A phone's 302, whose detail is where to, or a forward that the dialplan made, whose detail is the number that is forwarded. */
export function forwardSteps(rows: readonly CelRow[]): readonly CallStep[] {
  const byPhone = rows.flatMap((row): readonly CallStep[] => {
    const extra = celExtra(row)
    if (extra.event !== 'FORWARD') return []
    return [{ kind: 'FORWARD', at: row.at, until: null, party: row.uniqueid, detail: extra.to ?? null }]
  })
  const byDialplan = userEventsIn(rows.filter(isForward)).map(({ row, text }): CallStep => {
    const detail = namedPairs(text).get('NUM') ?? null
    return { kind: 'FORWARD', at: row.at, until: null, party: row.uniqueid, detail }
  })
  return [...byPhone, ...byDialplan]
}

const isForward = ({ eventtype, userdeftype }: CelRow): boolean =>
  eventtype === 'XIVO_USER_FWD' || userdeftype === 'XIVO_USER_FWD'
