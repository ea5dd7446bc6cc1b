import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Explain } from '../ui/explanation/explain.tsx'
import { LevelFacts } from '../ui/explanation/level-facts.tsx'
import { ReportTable, RowName } from '../ui/tables/report-table.tsx'
import { figureText } from '../format/figure-text.ts'
import { queueIdOf, queueNameOf, queueReportColumns, type Column } from './queue-columns.ts'
import type { QueueFigures } from './queries.ts'

interface QueueReportTableProps {
  readonly rows: readonly QueueFigures[]
  readonly sum: QueueFigures | undefined
  readonly opened: QueueFigures | undefined
  readonly onOpen: (queue: QueueFigures) => void
}

const valueOf = (row: QueueFigures, column: Column): number | null => column.value(row)

export function QueueReportTable({ rows, sum, opened, onOpen }: QueueReportTableProps) {
  const t = useMessages()
  const sites = useSites()
  return (
    <ReportTable
      caption={t.byQueue}
      subject={{ name: 'queue', label: t.queue }}
      columns={queueReportColumns}
      labels={t.figures}
      rows={rows}
      nameOf={queueNameOf}
      valueOf={valueOf}
      line={row => (
        <tr
          key={queueIdOf(row)}
          className="selectable"
          aria-selected={opened === row}
          onClick={() => onOpen(row)}
          data-queue={queueIdOf(row)}
        >
          <RowName name={queueNameOf(row)} note={row.site && siteNameOf(sites, row.site)} />
          <FigureCells row={row} />
        </tr>
      )}
      sum={sum && <FigureCells row={sum} />}
    />
  )
}

const FigureCells = ({ row }: { row: QueueFigures }) =>
  queueReportColumns.map(column => <FigureCell key={column.name} row={row} column={column} />)

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
