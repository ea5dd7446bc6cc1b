import { Link } from '../app/link.tsx'
import { formatSeconds } from '../format/durations.ts'
import { formatSecond, millisOf } from '../format/instants.ts'
import { noValue } from '../format/numbers.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { callAddress } from './call-address.ts'
import { CallOutcomeBadge } from './call-outcome-badge.tsx'
import { partyNameOf } from './party-name.ts'
import type { CallInList } from './queries.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'

/** One line a call; its start leads to its page. */
export function CallTable({ calls, zone }: { calls: readonly CallInList[]; zone: string }) {
  const t = useMessages()
  const texts = [t.history.start, t.history.from, t.history.to, t.queue, t.agent, t.outcome]
  const figures = [t.wait, t.talk, t.history.hold, t.history.transfers]
  return (
    <TableFrame>
      <table className="table call-table">
        <caption className="visually-hidden">{t.pageNames.calls}</caption>
        <thead>
          <tr>
            {texts.map(label => (
              <th key={label} scope="col" className="start">
                {label}
              </th>
            ))}
            {figures.map(label => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map(call => (
            <CallLine key={call.id} call={call} zone={zone} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function CallLine({ call, zone }: { call: CallInList; zone: string }) {
  const t = useMessages()
  const sites = useSites()
  const to = (call.to ? partyNameOf(call.to) : undefined) ?? call.calledNumber
  return (
    <tr>
      <th scope="row" className="start">
        <Link to={callAddress(call)}>{formatSecond(millisOf(call.startedAt), zone)}</Link>
        <span className="cell-note">
          {[siteNameOf(sites, call.site), t.history.directions[call.direction], ...call.tags].join(' · ')}
        </span>
      </th>
      <td className="start">
        {call.callerName ?? call.callerNumber ?? <span className="muted">{t.history.noNumber}</span>}
        {call.callerName ? <span className="cell-note">{call.callerNumber}</span> : null}
      </td>
      <td className="start">
        {to ?? noValue}
        {call.calledNumber !== null && call.calledNumber !== to ? (
          <span className="cell-note">{call.calledNumber}</span>
        ) : null}
      </td>
      <td className="start">{call.queues.length > 0 ? call.queues.join(' › ') : noValue}</td>
      <td className="start">
        {call.agents.length > 0 ? call.agents.slice(0, agentsShown).join(', ') : noValue}
        {call.agents.length > agentsShown ? (
          <span className="cell-note">{t.andMore(call.agents.length - agentsShown)}</span>
        ) : null}
      </td>
      <td className="start">
        <CallOutcomeBadge outcome={call.outcome} />
        {call.exclusion ? (
          <span className="badge badge-warn">{t.history.excluded(t.history.reasons[call.exclusion.reason])}</span>
        ) : null}
        {call.hasRecording ? (
          <span className="call-recorded" title={t.history.recorded}>
            <Icon name="record" />
            <span className="visually-hidden">{t.history.recorded}</span>
          </span>
        ) : null}
      </td>
      <td>{formatSeconds(call.waitSeconds)}</td>
      <td>{formatSeconds(call.talkSeconds)}</td>
      <td>{formatSeconds(call.holdSeconds)}</td>
      <td>{call.transfers.length > 0 ? call.transfers.length : noValue}</td>
    </tr>
  )
}

const agentsShown = 2
