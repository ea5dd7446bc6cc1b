import type { Stretch } from '../charts/state-strip.tsx'
import { millisOf } from '../format/instants.ts'
import { agentStates, lookOf, type AgentStateName } from '../ui/states.ts'
import type { TimelineState } from './queries.ts'

interface DayStretch extends Stretch {
  /** Of the call that it is about; null: of none. */
  readonly callId: string | null
}

interface Words {
  readonly nameOf: (state: AgentStateName) => string
  readonly describe: (state: TimelineState, from: number, to: number) => string
}

/** The states that touch the day, cut to it. What goes on ends now, or with the day. */
export function stretchesOf(
  states: readonly TimelineState[],
  day: { readonly from: number; readonly to: number },
  now: number,
  { nameOf, describe }: Words,
): readonly DayStretch[] {
  return states.flatMap((state, place) => {
    const from = Math.max(day.from, millisOf(state.from))
    const to = Math.min(day.to, state.to === null ? now : millisOf(state.to))
    if (to <= from) return []
    return {
      key: `${place} ${state.from}`,
      lane: lookOf[state.state],
      from,
      to,
      label: state.reason ?? state.queue ?? nameOf(state.state),
      description: describe(state, from, to),
      callId: state.callId,
    }
  })
}

const hour = 3_600_000
const leastHours = 6

/** The hours in which anything happened, so that they fill the strip: nobody reads a night of being logged out. */
export function hoursShown(
  stretches: readonly Stretch[],
  day: { readonly from: number; readonly to: number },
): { readonly from: number; readonly to: number } {
  const busy = stretches.filter(({ lane }) => lane !== lookOf.LOGGED_OUT)
  if (busy.length === 0) return day
  const first = Math.min(...busy.map(({ from }) => from))
  const last = Math.max(...busy.map(({ to }) => to))
  const from = day.from + Math.floor((first - day.from) / hour) * hour
  const to = Math.min(day.to, day.from + Math.ceil((last - day.from) / hour) * hour)
  const missing = Math.max(0, leastHours * hour - (to - from))
  return { from: Math.max(day.from, from - missing), to }
}

/** Milliseconds of the day in each state. */
export function totalsByLane(stretches: readonly Stretch[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>(agentStates.map(state => [lookOf[state], 0]))
  for (const { lane, from, to } of stretches) totals.set(lane, (totals.get(lane) ?? 0) + to - from)
  return totals
}
