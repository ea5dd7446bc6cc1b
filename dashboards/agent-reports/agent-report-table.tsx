import { memo } from 'react'
import { ShareBar } from '../charts/share-bar.tsx'
import { figureText } from '../format/figure-text.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { ReportTable, RowName } from '../ui/tables/report-table.tsx'
import { agentColumns, agentIdOf, agentNameOf, valueOf } from './agent-columns.ts'
import type { AgentFigures } from './queries.ts'

interface AgentReportTableProps {
  readonly rows: readonly AgentFigures[]
  readonly sum: AgentFigures | undefined
  readonly opened: AgentFigures | undefined
  readonly onOpen: (agent: AgentFigures) => void
}

export function AgentReportTable({ rows, sum, opened, onOpen }: AgentReportTableProps) {
  const t = useMessages()
  return (
    <ReportTable
      caption={t.byAgent}
      className="agent-report-table"
      subject={{ name: 'agent', label: t.agent }}
      columns={agentColumns}
      labels={t.agentFigures}
      beside={
        <th scope="col" className="start">
          {t.composition}
        </th>
      }
      rows={rows}
      nameOf={agentNameOf}
      valueOf={valueOf}
      line={row => <AgentRow key={agentIdOf(row)} row={row} selected={opened === row} onOpen={onOpen} />}
      sum={sum && <FigureCells row={sum} />}
    />
  )
}

interface AgentRowProps {
  readonly row: AgentFigures
  readonly selected: boolean
  readonly onOpen: (agent: AgentFigures) => void
}

const AgentRow = memo(function AgentRow({ row, selected, onOpen }: AgentRowProps) {
  const sites = useSites()
  return (
    <tr className="selectable" aria-selected={selected} onClick={() => onOpen(row)} data-agent={agentIdOf(row)}>
      <RowName name={agentNameOf(row)} note={row.site && siteNameOf(sites, row.site)} />
      <FigureCells row={row} />
    </tr>
  )
})

function FigureCells({ row }: { row: AgentFigures }) {
  const language = useLanguage()
  return (
    <>
      <td>
        <TimeBar row={row} />
      </td>
      {agentColumns.map(column => (
        <td key={column.name}>{figureText(column.kind, valueOf(row, column), language)}</td>
      ))}
    </>
  )
}

function TimeBar({ row }: { row: AgentFigures }) {
  return (
    <ShareBar
      parts={[
        { name: 'talking', value: row.talkingSeconds },
        { name: 'ringing', value: row.ringingSeconds },
        { name: 'wrapUp', value: row.wrapUpSeconds },
        { name: 'ready', value: row.readySeconds },
        { name: 'paused', value: row.pauseSeconds },
        { name: 'uncertain', value: row.uncertainSeconds },
      ]}
    />
  )
}
