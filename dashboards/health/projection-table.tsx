import { formatCount } from '../format/numbers.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Badge, type BadgeLook } from '../ui/badge.tsx'
import type { ProjectionRow } from './queries.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'

const looks: Readonly<Record<ProjectionRow['state'], BadgeLook>> = {
  UP_TO_DATE: { kind: 'good', icon: 'good' },
  CATCHING_UP: { kind: 'accent', icon: 'recording' },
  REBUILDING: { kind: 'accent', icon: 'recording' },
  STOPPED: { kind: 'bad', icon: 'bad' },
}

export function ProjectionTable({ projections }: { projections: readonly ProjectionRow[] }) {
  const t = useMessages()
  const language = useLanguage()
  return (
    <section className="card" aria-labelledby="projections">
      <header className="card-head">
        <h2 id="projections">{t.projections}</h2>
        <span className="card-note">{t.projectionsNote}</span>
      </header>
      <TableFrame>
        <table className="table">
          <caption className="visually-hidden">{t.projections}</caption>
          <thead>
            <tr>
              <th scope="col" className="start">
                {t.name}
              </th>
              <th scope="col" className="start">
                {t.state}
              </th>
              <th scope="col">{t.version}</th>
              <th scope="col">{t.logPosition}</th>
              <th scope="col">{t.eventsBehind}</th>
              <th scope="col">{t.leftOut}</th>
            </tr>
          </thead>
          <tbody>
            {projections.map(({ name, state, version, position, lag, deadLetters, problem }) => (
              <tr key={name}>
                <th scope="row" className="start mono">
                  {name}
                </th>
                <td className="start">
                  <Badge look={looks[state]}>{t.projectionStates[state]}</Badge>
                  {problem ? <span className="problem">{t.problem(problem)}</span> : null}
                </td>
                <td>{version}</td>
                <td>{formatCount(Number(position), language)}</td>
                <td className={lag > 0 && state === 'STOPPED' ? 'attention' : undefined}>
                  {formatCount(lag, language)}
                </td>
                <td className={deadLetters > 0 ? 'attention' : undefined}>{formatCount(deadLetters, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  )
}
