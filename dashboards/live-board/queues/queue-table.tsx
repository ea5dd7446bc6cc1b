import { memo, useMemo } from 'react'
import { rememberInAddress, useSearch } from '../../app/location.ts'
import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Explain } from '../../ui/explanation/explain.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { Queue } from '../board.ts'
import { addressOfQueueSort, queueSortIn } from '../board-address.ts'
import { LastHour } from './last-hour.tsx'
import { queueMetrics } from '../metrics.ts'
import { queueColumns, sortQueues, type QueueColumn, type Sort } from './queue-model.ts'
import { QueueName } from './queue-name.tsx'
import { ServiceLevelFigure } from './service-level.tsx'
import { StaffingFigure } from './staffing.tsx'
import { standstillClass } from '../health/standstill.tsx'
import { EstimatedWait, LongestWait, WaitingCount } from './waits.tsx'
import { TableFrame } from '../../ui/tables/table-frame.tsx'

export function QueueTable({ queues }: { queues: readonly Queue[] }) {
  const t = useMessages()
  const search = useSearch()
  const sort = useMemo(() => queueSortIn(search), [search])
  const sorted = useMemo(() => sortQueues(queues, sort), [queues, sort])

  return (
    <TableFrame>
      <table className="table queue-table">
        <caption className="visually-hidden">{t.queues}</caption>
        <thead>
          <tr>
            {queueColumns.map(column => (
              <QueueHeader
                key={column}
                column={column}
                sort={sort}
                onSort={chosen => rememberInAddress(addressOfQueueSort(chosen))}
              />
            ))}
            <th scope="col" className="start">
              <Explain metric={queueMetrics.lastHour} title={t.lastHour}>
                {t.lastHour}
              </Explain>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(queue => (
            <QueueRow key={queue.id} queue={queue} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

interface QueueHeaderProps {
  readonly column: QueueColumn
  readonly sort: Sort<QueueColumn>
  readonly onSort: (sort: Sort<QueueColumn>) => void
}

/** Figures are sorted from the largest down first, names from A. */
function QueueHeader({ column, sort, onSort }: QueueHeaderProps) {
  const t = useMessages()
  const sorted = sort.column === column
  const start = column === 'name' || column === 'agents' ? 'start' : undefined
  const change = () => onSort({ column, descending: sorted ? !sort.descending : column !== 'name' })
  return (
    <th scope="col" className={start} aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}>
      <span className="sort">
        <Explain metric={queueMetrics[column]} title={t.queueColumns[column]} onActivate={change}>
          {t.queueColumns[column]}
        </Explain>
        <span className="sort-mark">{sorted ? <Icon name={sort.descending ? 'down' : 'up'} /> : null}</span>
      </span>
    </th>
  )
}

const QueueRow = memo(function QueueRow({ queue }: { queue: Queue }) {
  const language = useLanguage()
  return (
    <tr data-queue={queue.id} className={standstillClass('queue-row', queue)}>
      <th scope="row" className="start">
        <QueueName queue={queue} />
      </th>
      <td className="big">
        <WaitingCount queue={queue} />
      </td>
      <td className="big">
        <LongestWait queue={queue} />
      </td>
      <td>
        <EstimatedWait seconds={queue.estimatedWaitSeconds} />
      </td>
      <td className="start">
        <StaffingFigure staffing={queue.staffing} />
      </td>
      <td>{formatCount(queue.today.answered, language)}</td>
      <td>{formatCount(queue.today.abandoned, language)}</td>
      <td>
        <ServiceLevelFigure level={queue.today.serviceLevel} />
      </td>
      <td className="start">
        <LastHour queue={queue} />
      </td>
    </tr>
  )
})
