import { memo } from 'react'
import { formatDay, formatShortClock } from '../../format/instants.ts'
import { browserZone } from '../../format/zones.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Queue } from '../board.ts'
import { coverOf } from './queue-model.ts'
import { useSiteLabel } from '../site-label.ts'
import { StandstillMark } from '../health/standstill.tsx'

/** Name, site, and how the queue stands: the activity colours of contact-center 12.2 with a word each. */
export const QueueName = memo(function QueueName({ queue }: { queue: Queue }) {
  const t = useMessages()
  const cover = coverOf(queue)
  const site = useSiteLabel(queue.site)
  return (
    <span className="queue-name">
      <span className={`cover cover-${cover}`} title={t.covers[cover]}>
        <span className="visually-hidden">{t.covers[cover]}</span>
      </span>
      <span className="queue-name-text">
        <span className="queue-display-name">{queue.name}</span>
        <span className="cell-note queue-about">
          {/* First what a short line must not lose: of when the row is. */}
          <StandstillMark of={queue} />
          {queue.closed ? <Closed until={queue.closed.until} /> : null}
          {queue.demo ? (
            <span className="demo-mark" title={t.demonstration}>
              <Icon name="demo" /> {site ?? t.demonstration}
              {site === undefined ? null : <span className="visually-hidden"> ({t.demonstration})</span>}
            </span>
          ) : site === undefined ? null : (
            <span>{site}</span>
          )}
          {queue.name === queue.queue ? null : <span>{queue.queue}</span>}
          {queue.holdQueueOf === null ? null : <span>{t.holdQueueOf(queue.holdQueueOf)}</span>}
        </span>
      </span>
    </span>
  )
})

const day = 86_400_000

/** By its schedule: who calls now is turned away. */
function Closed({ until }: { until: number | null }) {
  const t = useMessages()
  const language = useLanguage()
  const zone = browserZone()
  const clock = until === null ? undefined : formatShortClock(until, zone, language)
  const when = until === null || until - Date.now() < day ? clock : `${formatDay(until, zone, language)} ${clock ?? ''}`
  return <span className="closed-mark">{when === undefined ? t.closedNow : t.closedUntil(when)}</span>
}
