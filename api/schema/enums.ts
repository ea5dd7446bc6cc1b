import { builder } from './builder.ts'

/** An enum whose values all have a description. */
export function described<const V extends string>(
  name: string,
  description: string,
  values: Readonly<Record<V, string>>,
) {
  const entries = Object.entries(values) as [V, string][]
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries.map(([value, text]) => [value, { description: text }])) as Record<
      V,
      { description: string }
    >,
  })
}

export const IntervalType = described(
  'Interval',
  'How a period is cut into rows. Days, weeks and months begin at local midnight of `timeZone`; a day may have 23 or 25 hours.',
  {
    QUARTER_HOUR: 'Quarters of an hour, the base of all statistics.',
    HALF_HOUR: 'Half hours.',
    HOUR: 'Hours. The hour that autumn repeats is two rows.',
    DAY: 'Local days, midnight to midnight.',
    WEEK: 'ISO weeks: Monday to Sunday.',
    MONTH: 'Calendar months.',
    TOTAL: 'The whole period is one row.',
  },
)

const ExcludedType = described('Excluded', 'Whether figures count the calls that were excluded from them.', {
  WITHOUT: 'They are left out.',
  WITH: 'They count like all others.',
})

export const ExcludedCallsType = described(
  'ExcludedCalls',
  'What becomes of calls that were excluded from the figures.',
  {
    WITHOUT: 'They are left out.',
    WITH: 'They stand among the others.',
    ONLY: 'Only they are shown.',
  },
)

/** The argument of everything that counts calls. */
export const excludedArg = {
  type: ExcludedType,
  description: 'Whether calls count that were excluded from the figures (excludeCall); WITHOUT them when left out.',
} as const

export const OpeningHoursType = described(
  'OpeningHours',
  'Whether what came while a queue was open by its schedule counts, or what came while it was closed. A queue without a schedule is always open.',
  {
    ALL: 'Whenever it came.',
    OPEN: 'While the queue was open by the schedule that it had then.',
    CLOSED: 'While it was closed.',
  },
)

export const QueueDimensionType = described('QueueDimension', 'What queue figures are grouped by.', {
  QUEUE: 'The queue, by site and technical name.',
  SITE: 'The site.',
  CALLED_NUMBER: 'The number that the caller dialled to reach the queue, where the PBX told it.',
  HOUR_OF_DAY: 'The local hour, 0 to 23, over all days of the interval.',
  DAY_OF_WEEK: 'The local day of the week, 1 (Monday) to 7 (Sunday).',
})

export const AgentDimensionType = described('AgentDimension', 'What agent figures are grouped by.', {
  AGENT: 'The agent, by site and member name.',
  AGENT_GROUP:
    'The group that the agent was in, by site and short name: that of the start of each quarter of an hour, or with `names: TODAY` that of today. Agents without a group form a row of their site with `agentGroup: null`.',
  SITE: 'The site.',
  HOUR_OF_DAY: 'The local hour, 0 to 23, over all days of the interval.',
  DAY_OF_WEEK: 'The local day of the week, 1 (Monday) to 7 (Sunday).',
})

export const AttributionType = described(
  'Attribution',
  'To which interval a visit belongs (products-and-metrics 2.1).',
  {
    ARRIVAL: 'That of its entry into the queue: offered is always the sum of the outcomes and of what is open.',
    EVENT: 'Each event counts where it happened: entered at 7:28 and answered at 7:32 are two intervals.',
    END: 'That of its end, with everything that belongs to it. Only offered counts at the entry, and open those who have not ended when the interval is over.',
  },
)

export const VisitOutcomeType = described('VisitOutcome', 'How a stay in a queue ended (contact-center 3.3).', {
  ANSWERED: 'An agent took the call.',
  ABANDONED: 'The caller hung up while waiting.',
  TIMEOUT: 'The longest wait that the queue allows was over (EXITWITHTIMEOUT).',
  EXIT_KEY: 'The caller left by pressing a key (EXITWITHKEY).',
  EXIT_EMPTY: 'The queue sent the caller away because no agent was left (EXITEMPTY).',
  WITHDRAWN: 'The call was taken out of the queue by command (WITHDRAW).',
  CALLBACK: 'The caller asked to be called back.',
  LOST_SYSTEM: 'The system lost the call: no common codec (SYSCOMPAT), or the PBX died.',
  OPEN: 'Still waiting, or no end was ever recorded.',
})

export const RefusalType = described(
  'Refusal',
  'Why a call never got into the queue it was sent to (contact-center 3.2).',
  {
    FULL: 'The most calls that may wait were waiting.',
    CLOSED: 'The queue was closed by its schedule.',
    JOIN_EMPTY: 'No agent was there who could have answered (JOINEMPTY).',
    DIVERT_RATIO: 'Too many calls were waiting for each agent.',
    DIVERT_WAIT: 'The estimated wait was too long.',
  },
)

export const SideType = described('Side', 'Who ended it.', {
  CALLER: 'The caller.',
  CALLEE: 'The called party, in a call without a queue.',
  AGENT: 'The agent.',
  SYSTEM: 'The PBX.',
  UNKNOWN: 'The PBX did not tell.',
})

export const TransferKindType = described('TransferKind', 'How a call was handed on.', {
  BLIND: 'Without a word to the one who gets it.',
  ATTENDED: 'After talking to the one who gets it.',
})

export const AgentStateNameType = described(
  'AgentStateName',
  'What an agent is doing. One state at a time, without gaps from the first sign of life on.',
  {
    LOGGED_OUT: 'Not logged in anywhere.',
    READY: 'Logged in, not paused, not busy with a call of a queue.',
    PAUSED: 'Paused in all queues.',
    WRAP_UP: 'Finishing the work on the last call.',
    RINGING: 'A call of a queue rings.',
    TALKING: 'Talking to a caller of a queue.',
    UNCERTAIN: 'Nobody can know: between the last sign of life and a restart of the PBX that followed no logout.',
  },
)

export const ServiceLevelFormulaType = described(
  'ServiceLevelFormula',
  'Which service level is meant; the definitions with their users are in `metricDefinitions` (products-and-metrics 2.2). T is the threshold, s the short-abandon limit; in time is wait <= T.',
  {
    SL1: '(answered <= T + abandoned <= T) / (answered + abandoned): an early abandon is a success.',
    SL2: 'answered <= T / answered: hides abandons.',
    SL3: 'answered <= T / (answered + abandoned): every abandon is a miss.',
    SL4: 'answered <= T / (answered + abandoned > T): early abandons are ignored.',
    SL5: '(answered <= T + abandoned <= s) / (answered + abandoned): a short abandon is a success.',
    SL6: 'answered <= T / (answered + abandoned - abandoned <= s + timed out + exited empty + lost by the system). The default.',
  },
)
