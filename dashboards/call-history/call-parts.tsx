import type { ReactNode } from 'react'
import { useId } from 'react'
import { formatSeconds } from '../format/durations.ts'
import { formatClock, millisOf } from '../format/instants.ts'
import { noValue } from '../format/numbers.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import type { Transfer, WholeCall } from './call-query.ts'
import { partyNameOf } from './party-name.ts'
import type { Party } from './queries.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'

export function CallPart({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
      </header>
      <div className="call-part">{children}</div>
    </section>
  )
}

const nameOf = (party: Party | null): string => (party ? partyNameOf(party) : undefined) ?? noValue

/** Who handed whom to whom, one after the other. */
export function Transfers({ transfers, zone }: { transfers: readonly Transfer[]; zone: string }) {
  const t = useMessages()
  const language = useLanguage()
  if (transfers.length === 0) return null
  return (
    <CallPart title={t.history.transfers}>
      <ol className="transfer-chain">
        {transfers.map(({ kind, at, to, by, target, transferred }, place) => (
          <li key={place}>
            <span className="transfer-names">
              {nameOf(transferred)} <Icon name="right" /> {target ? nameOf(target) : (to ?? noValue)}
            </span>
            <span className="cell-note">
              {at === null ? '' : `${formatClock(millisOf(at), zone, language)} · `}
              {t.transferredTo(kind, to)} · {t.history.by(nameOf(by))}
            </span>
          </li>
        ))}
      </ol>
    </CallPart>
  )
}

interface AttachedDataProps {
  readonly data: WholeCall['attachedData']
  readonly zone: string
}

export function AttachedData({ data, zone }: AttachedDataProps) {
  const t = useMessages()
  const language = useLanguage()
  if (data.length === 0) return null
  return (
    <CallPart title={t.history.attachedData}>
      <dl className="attached-data">
        {data.map(({ key, value, at, actor }, place) => (
          <div key={place}>
            <dt>{key}</dt>
            <dd>
              {value}{' '}
              <span className="muted">
                {formatClock(millisOf(at), zone, language)}
                {actor === null ? '' : ` · ${t.history.by(actor)}`}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </CallPart>
  )
}

/** Where two sources disagree, and what else one should know before trusting the figures to the second. */
export function Witnesses({ call }: { call: WholeCall }) {
  const t = useMessages()
  const { witnesses, flags } = call
  return (
    <CallPart title={t.history.witnesses}>
      {witnesses.length === 0 ? (
        <p>
          <Icon name="good" /> {t.history.witnessesAgree}
        </p>
      ) : (
        <TableFrame>
          <table className="table">
            <thead>
              <tr>
                <th scope="col" className="start">
                  {t.figure}
                </th>
                <th scope="col">CEL</th>
                <th scope="col">queue_log</th>
                <th scope="col">AMI</th>
              </tr>
            </thead>
            <tbody>
              {witnesses.map(({ figure, agent, queue, bridgesSeconds, queueLogSeconds, amiSeconds }, place) => (
                <tr key={place}>
                  <th scope="row" className="start">
                    {t.history.witnessFigures[figure]}
                    <span className="cell-note">{[queue, agent].filter(Boolean).join(' · ')}</span>
                  </th>
                  <td>{formatSeconds(bridgesSeconds)}</td>
                  <td>{formatSeconds(queueLogSeconds)}</td>
                  <td>{formatSeconds(amiSeconds)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      {flags.length > 0 ? (
        <ul className="call-flags">
          {flags.map(flag => (
            <li key={flag}>
              <Icon name="warn" /> {t.history.flags(flag)}
            </li>
          ))}
        </ul>
      ) : null}
    </CallPart>
  )
}
