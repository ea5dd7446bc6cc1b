import { memo } from 'react'
import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Explain } from '../../ui/explanation/explain.tsx'
import type { Queue } from '../board.ts'
import { LastHour } from './last-hour.tsx'
import { queueMetrics } from '../metrics.ts'
import { sortQueues, type QueueColumn } from './queue-model.ts'
import { QueueName } from './queue-name.tsx'
import { ServiceLevelFigure } from './service-level.tsx'
import { StaffingFigure } from './staffing.tsx'
import { standstillClass } from '../health/standstill.tsx'
import { EstimatedWait, LongestWait, WaitingCount } from './waits.tsx'

/** The queue table where it would not fit: one card a queue, the same figures. */
export function QueueCards({ queues }: { queues: readonly Queue[] }) {
  return (
    <ul className="queue-cards">
      {sortQueues(queues, { column: 'name', descending: false }).map(queue => (
        <QueueCard key={queue.id} queue={queue} />
      ))}
    </ul>
  )
}

const QueueCard = memo(function QueueCard({ queue }: { queue: Queue }) {
  const t = useMessages()
  const language = useLanguage()
  const label = (column: QueueColumn) => (
    <Explain metric={queueMetrics[column]} title={t.queueColumns[column]}>
      {t.queueColumns[column]}
    </Explain>
  )
  return (
    <li className={standstillClass('queue-card', queue)} data-queue={queue.id}>
      <QueueName queue={queue} />
      <dl className="queue-card-waits">
        <div>
          <dt>{label('waiting')}</dt>
          <dd>
            <WaitingCount queue={queue} />
          </dd>
        </div>
        <div>
          <dt>{label('longest')}</dt>
          <dd>
            <LongestWait queue={queue} />
          </dd>
        </div>
        <div>
          <dt>{label('level')}</dt>
          <dd>
            <ServiceLevelFigure level={queue.today.serviceLevel} />
          </dd>
        </div>
      </dl>
      <StaffingFigure staffing={queue.staffing} />
      <dl className="queue-card-rest">
        <div>
          <dt>{label('answered')}</dt>
          <dd>{formatCount(queue.today.answered, language)}</dd>
        </div>
        <div>
          <dt>{label('abandoned')}</dt>
          <dd>{formatCount(queue.today.abandoned, language)}</dd>
        </div>
        <div>
          <dt>{label('estimate')}</dt>
          <dd>
            <EstimatedWait seconds={queue.estimatedWaitSeconds} />
          </dd>
        </div>
      </dl>
      <LastHour queue={queue} />
    </li>
  )
})
