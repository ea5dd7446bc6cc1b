import { formatSecond, millisOf } from '../../format/instants.ts'
import { useMessages } from '../../i18n/language.ts'
import './raw-events.css'

export interface RawEvent {
  readonly id: string
  readonly position: string
  readonly occurredAt: string
  readonly type: string
  readonly raw: string | null
}

/** What the PBX wrote, as it was written, each row with its place in the log. */
export function RawEvents({ events, zone }: { events: readonly RawEvent[]; zone: string }) {
  const t = useMessages()
  return (
    <ol className="raw-events" aria-label={t.rawEvents}>
      {events.map(event => (
        <li key={event.id}>
          <span className="raw-event-head">
            <span className="mono">#{event.position}</span> {formatSecond(millisOf(event.occurredAt), zone)} ·{' '}
            {event.type}
          </span>
          <code>{event.raw ?? ''}</code>
        </li>
      ))}
    </ol>
  )
}
