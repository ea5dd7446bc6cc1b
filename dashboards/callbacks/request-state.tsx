import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import type { CallbackRequest } from './queries.ts'

/** Whose turn it is: nobody’s, an agent’s, or it is over; and that it is late. */
export function RequestState({ request, today }: { request: CallbackRequest; today: string }) {
  const t = useMessages()
  if (request.closed)
    return (
      <span className="badge">
        <Icon name="good" /> {request.lastStatus ? t.callbacks.endings[request.lastStatus] : t.callbacks.closed}
      </span>
    )
  const isLate = request.dueDate < today
  return (
    <>
      {request.takenBy === null ? (
        <span className="badge">{t.callbacks.open}</span>
      ) : (
        <span className="badge badge-good">
          <Icon name="agents" /> {request.takenByName ?? request.takenBy}
        </span>
      )}{' '}
      {isLate ? (
        <span className="badge badge-warn">
          <Icon name="warn" /> {t.callbacks.late}
        </span>
      ) : null}
    </>
  )
}
