import { formatCount } from '../format/numbers.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { calleeOf, formatDueDay, numbersOf } from './callback-words.ts'
import type { CallbackRequest } from './queries.ts'
import { RequestState } from './request-state.tsx'
import { TableFrame } from '../ui/tables/table-frame.tsx'

interface RequestTableProps {
  readonly requests: readonly CallbackRequest[]
  readonly today: string
  readonly onOpen: (request: CallbackRequest) => void
}

/** One line a request, what is due first before the rest. */
export function RequestTable({ requests, today, onOpen }: RequestTableProps) {
  const t = useMessages()
  const language = useLanguage()
  const sites = useSites()
  return (
    <TableFrame>
      <table className="table callback-table">
        <caption className="visually-hidden">{t.callbacks.requests}</caption>
        <thead>
          <tr>
            {[t.callbacks.whom, t.callbacks.due, t.callbacks.list, t.state, t.callbacks.about].map(label => (
              <th key={label} scope="col" className="start">
                {label}
              </th>
            ))}
            <th scope="col">{t.callbacks.attempts}</th>
          </tr>
        </thead>
        <tbody>
          {requests.map(request => (
            <tr key={`${request.site}/${request.requestId}`} className="selectable" onClick={() => onOpen(request)}>
              <th scope="row" className="start">
                <button type="button" className="row-button">
                  {calleeOf(request)}
                </button>
                <span className="cell-note">
                  {numbersOf(request)
                    .filter(number => number !== calleeOf(request))
                    .join(' · ')}
                </span>
              </th>
              <td className="start">
                {formatDueDay(request.dueDate, language)}
                <span className="cell-note">
                  {request.periodStart}–{request.periodEnd}
                </span>
              </td>
              <td className="start">
                {request.listName}
                <span className="cell-note">
                  {[siteNameOf(sites, request.site), request.queueDisplayName ?? request.queue].join(' · ')}
                </span>
              </td>
              <td className="start">
                <RequestState request={request} today={today} />
              </td>
              <td className="start callback-about">
                <span>{request.description ?? request.company ?? ''}</span>
              </td>
              <td>{formatCount(request.tickets.length, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}
