import { formatSecond, millisOf } from '../format/instants.ts'
import { formatCount, noValue } from '../format/numbers.ts'
import { siteNameOf, useSites, zoneOf } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Badge, type BadgeLook } from '../ui/badge.tsx'
import type { TrunkRow } from './queries.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'

const looks: Readonly<Record<TrunkRow['state'], BadgeLook>> = {
  UP: { kind: 'good', icon: 'good' },
  DOWN: { kind: 'bad', icon: 'bad' },
  UNKNOWN: { kind: 'warn', icon: 'warn' },
  DISABLED: { kind: 'accent', icon: 'recording' },
}

/** Whether calls can come and go. Where no trunk is configured there is nothing to tell. */
export function TrunkTable({ trunks }: { trunks: readonly TrunkRow[] }) {
  const t = useMessages()
  const language = useLanguage()
  const sites = useSites()
  if (trunks.length === 0) return null
  return (
    <section className="card" aria-labelledby="trunks">
      <header className="card-head">
        <h2 id="trunks">{t.trunks}</h2>
        <span className="card-note">{t.trunksNote}</span>
      </header>
      <TableFrame>
        <table className="table source-table">
          <caption className="visually-hidden">{t.trunks}</caption>
          <thead>
            <tr>
              <th scope="col" className="start">
                {t.trunk}
              </th>
              <th scope="col" className="start">
                {t.state}
              </th>
              <th scope="col">{t.trunkSince}</th>
              <th scope="col">{t.roundTrip}</th>
            </tr>
          </thead>
          <tbody>
            {trunks.map(({ site, node, name, displayName, state, reason, since, roundTripMs }) => (
              <tr key={`${site}/${name}`}>
                <th scope="row" className="start">
                  {displayName ?? name}
                  <span className="cell-note">
                    {[siteNameOf(sites, site), node, displayName === null ? null : name].filter(Boolean).join(' · ')}
                  </span>
                </th>
                <td className="start">
                  <Badge look={looks[state]}>{t.trunkStates[state]}</Badge>
                  <span className={state === 'UP' ? 'cell-note' : 'problem'}>{reason}</span>
                </td>
                <td>{since === null ? noValue : formatSecond(millisOf(since), zoneOf(sites, site))}</td>
                <td>{roundTripMs === null ? noValue : `${formatCount(Math.round(roundTripMs), language)} ms`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  )
}
