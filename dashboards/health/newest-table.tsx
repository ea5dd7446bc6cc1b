import { formatSecond, millisOf } from '../format/instants.ts'
import { formatCount, noValue } from '../format/numbers.ts'
import { siteNameOf, useSites, zoneOf } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import type { NewestRow } from './queries.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'

/** What is newest in the statistics of each site: rows that come in while these stand still become no figures. */
export function NewestTable({ newest }: { newest: readonly NewestRow[] }) {
  const t = useMessages()
  const language = useLanguage()
  const sites = useSites()
  if (newest.length === 0) return null
  return (
    <section className="card" aria-labelledby="newest">
      <header className="card-head">
        <h2 id="newest">{t.newestFigures}</h2>
        <span className="card-note">{t.newestFiguresNote}</span>
      </header>
      <TableFrame>
        <table className="table">
          <caption className="visually-hidden">{t.newestFigures}</caption>
          <thead>
            <tr>
              <th scope="col" className="start">
                {t.site}
              </th>
              <th scope="col">{t.newestVisit}</th>
              <th scope="col">{t.newestQueueQuarter}</th>
              <th scope="col">{t.newestAgentQuarter}</th>
              <th scope="col">{t.queues}</th>
              <th scope="col">{t.agents}</th>
            </tr>
          </thead>
          <tbody>
            {newest.map(({ site, queueVisitAt, queueQuarter, agentQuarter, queues, agents }) => (
              <tr key={site}>
                <th scope="row" className="start">
                  {siteNameOf(sites, site)}
                  <span className="cell-note">{zoneOf(sites, site)}</span>
                </th>
                {[queueVisitAt, queueQuarter, agentQuarter].map((at, column) => (
                  <td key={column}>{at === null ? noValue : formatSecond(millisOf(at), zoneOf(sites, site))}</td>
                ))}
                <td>{formatCount(queues, language)}</td>
                <td>{formatCount(agents, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  )
}
