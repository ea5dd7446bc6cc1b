import { useQuery } from '@apollo/client/react'
import { formatCount } from '../format/numbers.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { metricKey } from '../ui/explanation/definitions.tsx'
import { Explain } from '../ui/explanation/explain.tsx'
import { Icon } from '../ui/icons.tsx'
import { reconciliationDocument, type ReconciliationRow, type StatisticsVariables } from './queries.ts'

/** Whether offered is, for every queue, what the outcomes and the open calls add up to. Green is a proof, not a decoration. */
export function ReconciliationBadge({ variables }: { variables: StatisticsVariables }) {
  const t = useMessages()
  const language = useLanguage()
  const { period, timeZone, queues } = variables
  const { data, error } = useQuery(reconciliationDocument, {
    variables: { period, timeZone, queues },
    fetchPolicy: 'no-cache',
  })
  if (error) return null
  if (!data) return <span className="badge reconciliation">{t.checking}</span>
  const rows = data.reconciliation
  const wrong = rows.filter(({ difference }) => difference !== 0)
  const details = wrong.length > 0 ? <Differences rows={wrong} /> : <p>{t.reconciledText(rows.length)}</p>
  const offered = formatCount(
    rows.reduce((sum, row) => sum + row.offered, 0),
    language,
  )
  return (
    <span
      className={`badge reconciliation ${wrong.length > 0 ? 'badge-bad' : 'badge-good'}`}
      data-testid="reconciliation"
    >
      <Icon name={wrong.length > 0 ? 'bad' : 'good'} />
      <Explain metric={metricKey('QUEUE', 'offered')} title={t.reconciliation} details={details}>
        {wrong.length > 0 ? t.notReconciled(wrong.length) : t.reconciled(offered)}
      </Explain>
    </span>
  )
}

const mostListed = 8

function Differences({ rows }: { rows: readonly ReconciliationRow[] }) {
  const t = useMessages()
  return (
    <>
      <p>{t.notReconciledText}</p>
      <ul className="explanation-traps">
        {rows.slice(0, mostListed).map(({ site, queue, difference }) => (
          <li key={`${site}/${queue}`}>
            {site}/{queue}: {difference > 0 ? '+' : ''}
            {difference}
          </li>
        ))}
        {rows.length > mostListed ? <li>{t.andMore(rows.length - mostListed)}</li> : null}
      </ul>
    </>
  )
}
