import { useQuery } from '@apollo/client/react'
import { useEffect, useRef } from 'react'
import { mayHandleCallbacks, useIdentity } from '../app/identity.ts'
import { formatMinute, millisOf } from '../format/instants.ts'
import { messageOf } from '../graphql/errors.ts'
import { siteNameOf, useSites, zoneOf } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Drawer } from '../ui/drawer.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { calleeOf, formatDueDay } from './callback-words.ts'
import { HandleForms } from './handle-forms.tsx'
import { oneRequestDocument, type CallbackRequest, type OfRequest, type Ticket } from './queries.ts'
import { RequestState } from './request-state.tsx'

interface RequestDrawerProps {
  readonly of: OfRequest
  readonly today: string
  /** How many changes of requests there have been since the page was opened: with each it is asked for anew. */
  readonly changes: number
  readonly onChanged: () => void
  readonly onClose: () => void
}

/** Everything about one request: who, what about, what was tried; and for those who may, what to do next. */
export function RequestDrawer({ of, today, changes, onChanged, onClose }: RequestDrawerProps) {
  const t = useMessages()
  const sites = useSites()
  const { data, error, refetch } = useQuery(oneRequestDocument, { variables: of, fetchPolicy: 'no-cache' })
  const request = data?.callbackRequest
  const seen = useRef(changes)
  useEffect(() => {
    if (seen.current === changes) return
    seen.current = changes
    void refetch()
  }, [changes, refetch])
  return (
    <Drawer
      title={request ? calleeOf(request) : t.callbacks.request}
      note={[request && `#${request.reference}`, siteNameOf(sites, of.site)].filter(Boolean).join(' · ')}
      onClose={onClose}
      narrow
    >
      {error ? (
        <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} />
      ) : request ? (
        <WholeRequest request={request} today={today} onChanged={onChanged} />
      ) : data ? (
        <EmptyState icon="callbacks" title={t.callbacks.noSuchRequest} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Drawer>
  )
}

interface WholeRequestProps {
  readonly request: CallbackRequest
  readonly today: string
  readonly onChanged: () => void
}

function WholeRequest({ request, today, onChanged }: WholeRequestProps) {
  const t = useMessages()
  const language = useLanguage()
  const zone = zoneOf(useSites(), request.site)
  const mayHandle = mayHandleCallbacks(useIdentity())
  const facts = [
    [t.callbacks.phone, request.phoneNumber],
    [t.callbacks.mobile, request.mobilePhoneNumber],
    [t.callbacks.company, request.company],
    [t.callbacks.due, `${formatDueDay(request.dueDate, language)}, ${request.periodStart}–${request.periodEnd}`],
    [t.callbacks.list, `${request.listName} · ${request.queueDisplayName ?? request.queue}`],
    [
      t.callbacks.requested,
      [formatMinute(millisOf(request.requestedAt), zone), request.requestedBy].filter(Boolean).join(' · '),
    ],
    [t.callbacks.about, request.description],
  ] as const
  return (
    <div className="callback-drawer">
      <p>
        <RequestState request={request} today={today} />
      </p>
      <dl className="callback-facts">
        {facts
          .filter(([, text]) => text)
          .map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {mayHandle && !request.closed ? <HandleForms request={request} onChanged={onChanged} /> : null}
      <section aria-label={t.callbacks.attempts}>
        <h3>{t.callbacks.attempts}</h3>
        {request.tickets.length === 0 ? <p className="muted">{t.callbacks.noAttempts}</p> : null}
        <ol className="callback-tickets">
          {request.tickets.map(ticket => (
            <TicketLine key={ticket.ticketId} ticket={ticket} zone={zone} />
          ))}
        </ol>
      </section>
    </div>
  )
}

function TicketLine({ ticket, zone }: { ticket: Ticket; zone: string }) {
  const t = useMessages()
  return (
    <li>
      <strong>{ticket.status ? t.callbacks.endings[ticket.status] : t.callbacks.underWay}</strong>
      <span className="cell-note">
        {[formatMinute(millisOf(ticket.startedAt), zone), ticket.agentName ?? ticket.agent, ticket.phoneNumber].join(
          ' · ',
        )}
      </span>
      {ticket.comment ? <p>{ticket.comment}</p> : null}
    </li>
  )
}
