import type { Cell } from '../format/csv.ts'
import type { FigureKind } from '../format/figure-text.ts'
import type { Messages } from '../i18n/messages.ts'
import { metricKey } from '../ui/explanation/definitions.tsx'
import type { AgentFigures } from './queries.ts'

interface AgentColumn {
  readonly name: keyof Messages['agentFigures'] & keyof AgentFigures
  readonly metric: string
  readonly kind: FigureKind
}

const column = (name: AgentColumn['name'], kind: AgentColumn['kind']): AgentColumn => ({
  name,
  kind,
  metric: metricKey('AGENT', name),
})

/** The table, its sorting and its file are made from this list; names are those of the API. */
export const agentColumns: readonly AgentColumn[] = [
  column('loginSeconds', 'seconds'),
  column('readySeconds', 'seconds'),
  column('ringingSeconds', 'seconds'),
  column('talkingSeconds', 'seconds'),
  column('wrapUpSeconds', 'seconds'),
  column('pauseSeconds', 'seconds'),
  column('uncertainSeconds', 'seconds'),
  column('offered', 'count'),
  column('answered', 'count'),
  column('missed', 'count'),
  column('averageHandleSeconds', 'average'),
  column('occupancy', 'share'),
]

export const valueOf = (row: AgentFigures, { name }: AgentColumn): number | null => row[name]

export const agentNameOf = ({ agent, agentName }: AgentFigures): string => agentName ?? agent ?? ''

/** `site/agent`, as the API takes it. */
export const agentIdOf = ({ site, agent }: AgentFigures): string => `${site ?? ''}/${agent ?? ''}`

/** The API answers with everybody who was ever seen; a report of a day is about those who were there or were called. */
export const wasActive = ({ loginSeconds, uncertainSeconds, offered }: AgentFigures): boolean =>
  loginSeconds > 0 || uncertainSeconds > 0 || offered > 0

/** Every reason that somebody paused for, the longest first: one column each in the file. */
export function reasonsOf(rows: readonly AgentFigures[]): readonly string[] {
  const seconds = new Map<string, number>()
  for (const { pauseReasons } of rows)
    for (const pause of pauseReasons) seconds.set(pause.reason, (seconds.get(pause.reason) ?? 0) + pause.seconds)
  return [...seconds].sort(([, a], [, b]) => b - a).map(([reason]) => reason)
}

export const agentReportHeader = (reasons: readonly string[]): readonly string[] => [
  'site',
  'agent',
  ...agentColumns.map(({ name }) => name),
  ...reasons.map(reason => `pauseSeconds ${reason === '' ? '(none)' : reason}`),
]

export const agentReportCells = (
  rows: readonly AgentFigures[],
  reasons: readonly string[],
): readonly (readonly Cell[])[] =>
  rows.map(row => [
    row.site,
    row.agent,
    ...agentColumns.map(each => valueOf(row, each)),
    ...reasons.map(reason => row.pauseReasons.find(pause => pause.reason === reason)?.seconds ?? 0),
  ])
