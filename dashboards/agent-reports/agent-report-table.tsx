import { memo, useMemo, useState } from 'react'
import { ShareBar } from '../charts/share-bar.tsx'
import { formatAverageSeconds, formatSeconds } from '../format/durations.ts'
import { formatCount, formatDecimal, formatShare } from '../format/numbers.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import type { Language } from '../i18n/language.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { ReportHead, RowName } from '../ui/report-head.tsx'
import { sortRows } from '../ui/sort-rows.ts'
import type { TableSort } from '../ui/sortable-header.tsx'
import { agentColumns, agentIdOf, agentNameOf, valueOf, type AgentColumn } from './agent-columns.ts'
import type { AgentFigures } from './queries.ts'
import { TableFrame } from '../ui/table-frame.tsx'

interface AgentReportTableProps {
  readonly rows: readonly AgentFigures[]
  readonly sum: AgentFigures | undefined
  readonly opened: AgentFigures | undefined
  readonly onOpen: (agent: AgentFigures) => void
}

export function AgentReportTable({ rows, sum, opened, onOpen }: AgentReportTableProps) {
  const t = useMessages()
  const language = useLanguage()
  const [sort, setSort] = useState<TableSort>({ column: 'agent', descending: false })
  const sorted = useMemo(() => {
    const column = agentColumns.find(({ name }) => name === sort.column)
    return sortRows(rows, row => (column ? valueOf(row, column) : agentNameOf(row)), sort.descending)
  }, [rows, sort])

  return (
    <TableFrame>
      <table className="table report-table agent-report-table">
        <caption className="visually-hidden">{t.byAgent}</caption>
        <ReportHead
          subject={{ name: 'agent', label: t.agent }}
          columns={agentColumns}
          labels={t.agentFigures}
          sort={sort}
          onSort={setSort}
        >
          <th scope="col" className="start">
            {t.composition}
          </th>
        </ReportHead>
        <tbody>
          {sorted.map(row => (
            <AgentRow key={agentIdOf(row)} row={row} selected={opened === row} onOpen={onOpen} />
          ))}
        </tbody>
        {sum ? (
          <tfoot>
            <tr>
              <th scope="row" className="start">
                {t.total}
              </th>
              <td>
                <TimeBar row={sum} />
              </td>
              {agentColumns.map(column => (
                <td key={column.name}>{textOf(column, sum, language)}</td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </TableFrame>
  )
}

interface AgentRowProps {
  readonly row: AgentFigures
  readonly selected: boolean
  readonly onOpen: (agent: AgentFigures) => void
}

const AgentRow = memo(function AgentRow({ row, selected, onOpen }: AgentRowProps) {
  const sites = useSites()
  const language = useLanguage()
  return (
    <tr className="selectable" aria-selected={selected} onClick={() => onOpen(row)} data-agent={agentIdOf(row)}>
      <RowName name={agentNameOf(row)} note={row.site && siteNameOf(sites, row.site)} />
      <td>
        <TimeBar row={row} />
      </td>
      {agentColumns.map(column => (
        <td key={column.name}>{textOf(column, row, language)}</td>
      ))}
    </tr>
  )
})

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

function textOf(column: AgentColumn, row: AgentFigures, language: Language): string {
  const value = valueOf(row, column)
  switch (column.kind) {
    case 'duration':
      return formatSeconds(value)
    case 'average':
      return formatAverageSeconds(value, seconds => formatDecimal(seconds, language))
    case 'count':
      return formatCount(value, language)
    case 'share':
      return formatShare(value, language)
  }
}
