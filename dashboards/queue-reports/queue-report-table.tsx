import { useMemo, useState } from 'react'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Explain } from '../ui/explain.tsx'
import { LevelFacts } from '../ui/level-facts.tsx'
import { ReportHead, RowName } from '../ui/report-head.tsx'
import { sortRows } from '../ui/sort-rows.ts'
import type { TableSort } from '../ui/sortable-header.tsx'
import { figureText } from './figure-text.ts'
import { queueIdOf, queueNameOf, queueReportColumns, type Column } from './queue-columns.ts'
import type { QueueFigures } from './queries.ts'
import { TableFrame } from '../ui/table-frame.tsx'

interface QueueReportTableProps {
  readonly rows: readonly QueueFigures[]
  readonly sum: QueueFigures | undefined
  readonly opened: QueueFigures | undefined
  readonly onOpen: (queue: QueueFigures) => void
}

/** One line a queue; the last one is the server's own total, because an average of averages is not one. */
export function QueueReportTable({ rows, sum, opened, onOpen }: QueueReportTableProps) {
  const t = useMessages()
  const sites = useSites()
  const [sort, setSort] = useState<TableSort>({ column: 'queue', descending: false })
  const sorted = useMemo(() => {
    const column = queueReportColumns.find(({ name }) => name === sort.column)
    return sortRows(rows, column ? column.value : queueNameOf, sort.descending)
  }, [rows, sort])

  return (
    <TableFrame>
      <table className="table report-table">
        <caption className="visually-hidden">{t.byQueue}</caption>
        <ReportHead
          subject={{ name: 'queue', label: t.queue }}
          columns={queueReportColumns}
          labels={t.figures}
          sort={sort}
          onSort={setSort}
        />
        <tbody>
          {sorted.map(row => (
            <tr
              key={queueIdOf(row)}
              className="selectable"
              aria-selected={opened === row}
              onClick={() => onOpen(row)}
              data-queue={queueIdOf(row)}
            >
              <RowName name={queueNameOf(row)} note={row.site && siteNameOf(sites, row.site)} />
              {queueReportColumns.map(column => (
                <FigureCell key={column.name} row={row} column={column} />
              ))}
            </tr>
          ))}
        </tbody>
        {sum ? (
          <tfoot>
            <tr>
              <th scope="row" className="start">
                {t.total}
              </th>
              {queueReportColumns.map(column => (
                <FigureCell key={column.name} row={sum} column={column} />
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </TableFrame>
  )
}

function FigureCell({ row, column }: { row: QueueFigures; column: Column }) {
  const t = useMessages()
  const language = useLanguage()
  const text = figureText(column.kind, column.value(row), language)
  if (column.kind !== 'level') return <td>{text}</td>
  return (
    <td onClick={event => event.stopPropagation()}>
      <Explain metric={column.metric} title={t.serviceLevel} details={<LevelFacts level={row.serviceLevel} />}>
        {text}
      </Explain>
    </td>
  )
}
