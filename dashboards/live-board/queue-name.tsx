import { memo } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import type { Queue } from './board.ts'
import { coverOf } from './queue-model.ts'

/** Name, site, and how the queue stands: the activity colours of contact-center 12.2 with a word each. */
export const QueueName = memo(function QueueName({ queue }: { queue: Queue }) {
  const t = useMessages()
  const cover = coverOf(queue)
  return (
    <span className="queue-name">
      <span className={`cover cover-${cover}`} title={t.covers[cover]}>
        <span className="visually-hidden">{t.covers[cover]}</span>
      </span>
      <span className="queue-name-text">
        <span className="queue-display-name">{queue.name}</span>
        <span className="cell-note">
          {queue.site}
          {queue.name === queue.queue ? null : ` · ${queue.queue}`}
          {queue.demo ? (
            <>
              {' · '}
              <span className="demo-mark">
                <Icon name="demo" /> {t.demonstration}
              </span>
            </>
          ) : null}
        </span>
      </span>
    </span>
  )
})
