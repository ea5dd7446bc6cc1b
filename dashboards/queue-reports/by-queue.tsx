import { useState } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, Skeleton } from '../ui/notices.tsx'
import { WorkbookLink } from '../ui/workbook-link.tsx'
import { QueueReportTable } from './queue-report-table.tsx'
import type { QueueFigures } from './queries.ts'

interface ByQueueProps {
  /** Undefined until they are there. */
  readonly rows: readonly QueueFigures[] | undefined
  readonly loading: boolean
  /** Why stands above. */
  readonly failed: boolean
  readonly sum: QueueFigures | undefined
  readonly opened: QueueFigures | undefined
  readonly onOpen: (queue: QueueFigures) => void
  /** Where the server has it. */
  readonly workbook: string
  readonly onSave: (rows: readonly QueueFigures[]) => void
}

/** The figures by queue. Those to which nothing came stand back until they are asked for, unless nothing came to any. */
export function ByQueue({ rows, loading, failed, sum, opened, onOpen, workbook, onSave }: ByQueueProps) {
  const t = useMessages()
  const [withIdle, setWithIdle] = useState(false)
  const busy = rows?.filter(hadCalls)
  const mayHide = rows !== undefined && busy !== undefined && busy.length > 0 && busy.length < rows.length
  const listed = mayHide && !withIdle ? busy : rows
  return (
    <section className="card" aria-labelledby="by-queue" aria-busy={loading}>
      <header className="card-head">
        <h2 id="by-queue">{t.byQueue}</h2>
        {mayHide ? (
          <label className="idle-rows">
            <input
              type="checkbox"
              checked={withIdle}
              onChange={({ currentTarget }) => setWithIdle(currentTarget.checked)}
            />
            {t.withIdleQueues(rows.length - busy.length)}
          </label>
        ) : null}
        <span className="card-note">{t.clickForVisits}</span>
        <button
          type="button"
          className="button"
          disabled={!listed || listed.length === 0}
          onClick={() => listed && onSave(listed)}
        >
          <Icon name="download" />
          {t.downloadCsv}
        </button>
        <WorkbookLink address={workbook} />
      </header>
      {listed === undefined ? (
        failed ? null : (
          <Skeleton rows={5} />
        )
      ) : listed.length > 0 ? (
        <QueueReportTable rows={listed} sum={sum} opened={opened} onOpen={onOpen} />
      ) : (
        <EmptyState icon="queues" title={t.noQueues}>
          <p>{t.noQueuesHint}</p>
        </EmptyState>
      )}
    </section>
  )
}

const hadCalls = ({ offered, flowedOut, open }: QueueFigures): boolean => offered + flowedOut + open > 0
