import { schedules, type Schedule } from '../../routing/schedules/schedules.ts'
import { slicesOf, type TimeSlice } from '../../routing/schedules/schedule-at.ts'
import { promptBefore, stepsTo, type Destination } from './destinations.ts'
import { at, code, contextText, run, set, tell, when, type Code, type Extension, type Step } from './dialplan.ts'
import { contextOf } from './names.ts'
import type { Scope } from './scope.ts'

/**
 * pbx-configuration §9.7, as a subroutine: `s` leaves XIVO_SCHEDULE_STATUS (opened or closed) and XIVO_SCHEDULE_CASE, the extension
 * of the same context where the call then goes. The order is that of schedule-at.ts: holidays, closed periods, opened ones.
 */
function scheduleContext(schedule: Schedule, scope: Scope): string {
  const name = contextOf('schedule', schedule.name)
  const cases: readonly { readonly label: string; readonly to: Destination | null }[] = [
    ...schedule.dates.map(({ destination }, i) => ({
      label: `date${i}`,
      to: destination ?? schedule.closedDestination,
    })),
    ...schedule.closed.map(({ destination }, i) => ({
      label: `closed${i}`,
      to: destination ?? schedule.closedDestination,
    })),
    { label: 'otherwise', to: schedule.closedDestination },
  ]
  const asked: readonly Step[] = [
    ...schedule.dates.map(({ from, to }, i) => dateTest(schedule, from, to ?? from, `date${i}`)),
    ...schedule.closed.flatMap((period, i) => periodTests(schedule, period, `closed${i}`)),
    ...schedule.opened.flatMap(period => periodTests(schedule, period, 'opened')),
    run`Goto(otherwise)`,
  ]
  const answers: readonly Step[] = cases.flatMap(({ label }) => [
    at(label, set`XIVO_SCHEDULE_CASE=${label}`),
    set`XIVO_SCHEDULE_STATUS=closed`,
    run`Return()`,
  ])
  const opened: readonly Step[] = [at('opened', set`XIVO_SCHEDULE_STATUS=opened`), run`Return()`]
  const decides: Extension = {
    number: 's',
    steps: schedule.enabled ? [...asked, ...answers, ...opened] : opened,
  }
  const ways: readonly Extension[] = cases.map(({ label, to }) => ({
    number: label,
    steps: [...promptBefore(to), run`Gosub(xivo-forward-subroutine,s,1(SCHEDULE))`, ...stepsTo(to, scope)],
  }))
  return contextText({ name, extensions: schedule.enabled ? [decides, ...ways] : [decides] })
}

/** Days as GotoIfTime writes them. */
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

function periodTests({ timeZone }: Schedule, period: TimeSlice, label: string): readonly Step[] {
  return slicesOf(period).map(slice => {
    const times = code`${slice.from}-${slice.to}`
    const days = listed(slice.weekdays.map(day => weekdays[day - 1] ?? '*'))
    const dates = listed(slice.monthDays.map(String))
    const names = listed(slice.months.map(month => months[month - 1] ?? '*'))
    return run`GotoIfTime(${times},${days},${dates},${names}${zone(timeZone)}?${label})`
  })
}

const listed = (parts: readonly string[]): Code => (parts.length === 0 ? code`*` : { code: parts.join('&') })

/** Without a zone the clock of the PBX counts, which is in that of its site. */
const zone = (timeZone: string | null): Code => (timeZone === null ? code`` : code`,${timeZone}`)

/** GotoIfTime knows no years: the date is compared as a number. */
function dateTest({ timeZone }: Schedule, from: string, to: string, label: string): Step {
  const today = code`\${STRFTIME(\${EPOCH},${timeZone ?? ''},%Y%m%d)}`
  const [first, last] = [from, to].map(date => Number(date.replaceAll('-', '')))
  return when(code`${today} >= ${first ?? 0} & ${today} <= ${last ?? 0}`, code`${label}`)
}

/** Asks the schedule of an object; closed, `closed` is done first and the call goes where the schedule says. */
export function scheduleSteps(
  schedule: string | null,
  object: { readonly owner: string; readonly key: string },
  closed: readonly Step[] = [],
): readonly Step[] {
  if (schedule === null) return []
  const context = contextOf('schedule', schedule)
  return [
    run`Gosub(${context},s,1)`,
    when(code`"\${XIVO_SCHEDULE_STATUS}" = "opened"`, code`opened`),
    ...closed,
    tell`SCHEDULE_CLOSED,schedule=${schedule},${object.owner}=${object.key}`,
    run`Goto(${context},\${XIVO_SCHEDULE_CASE},1)`,
    at('opened', run`NoOp(${schedule} is open)`),
  ]
}

export const scheduleContexts = (scope: Scope): readonly string[] =>
  scope.all(schedules).map(({ value }) => scheduleContext(value, scope))
