import { useLazyQuery, useQuery } from '@apollo/client/react'
import { maySeeWholePbx, useIdentity } from '../app/identity.ts'
import { formatMinute, millisOf } from '../format/instants.ts'
import { messageOf } from '../graphql/errors.ts'
import { useSites, zoneOf } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { driftDocument, scheduledDocument, type NodeDrift } from './queries.ts'

/** What is to be changed later, and what somebody changed on the nodes besides. */
export function PendingView({ site }: { site: string }) {
  const wholePbx = maySeeWholePbx(useIdentity())
  return (
    <>
      <Scheduled site={site} />
      {wholePbx ? <DriftOfNodes site={site} /> : null}
    </>
  )
}

function Scheduled({ site }: { site: string }) {
  const t = useMessages()
  const zone = zoneOf(useSites(), site)
  const { data, error, refetch } = useQuery(scheduledDocument, { variables: { site }, fetchPolicy: 'no-cache' })
  const changes = data?.scheduledChanges
  return (
    <section className="card" aria-labelledby="scheduled-title">
      <header className="card-head">
        <h2 id="scheduled-title">{t.config.scheduled}</h2>
        <span className="card-note">{zone}</span>
      </header>
      {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
      {changes === undefined ? (
        error ? null : (
          <Skeleton rows={2} />
        )
      ) : changes.length === 0 ? (
        <EmptyState icon="good" title={t.config.noneScheduled} />
      ) : (
        <ol className="changes">
          {changes.map(change => (
            <li key={change.changeSetId}>
              <div className="change-head">
                <strong>{formatMinute(millisOf(change.effectiveAt), zone)}</strong>
                <span className="mono">{change.commandNames.join(', ')}</span>
                <span className="muted">
                  {t.config.scheduledBy(change.scheduledBy ?? t.none, formatMinute(millisOf(change.scheduledAt), zone))}
                </span>
              </div>
              {change.comment ? <p className="change-comment">{change.comment}</p> : null}
              <details>
                <summary>{t.config.commands}</summary>
                <pre>{JSON.stringify(change.commands, null, 2)}</pre>
              </details>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** The files of nodes are read when somebody asks: they may be on other machines. */
function DriftOfNodes({ site }: { site: string }) {
  const t = useMessages()
  const [ask, { data, error, loading }] = useLazyQuery(driftDocument, { fetchPolicy: 'no-cache' })
  return (
    <section className="card" aria-labelledby="drift-title" aria-busy={loading}>
      <header className="card-head">
        <div>
          <h2 id="drift-title">{t.config.drift}</h2>
          <p className="card-note">{t.config.driftNote}</p>
        </div>
        <button
          type="button"
          className="button"
          disabled={loading}
          onClick={() => void ask({ variables: { site } }).catch(() => undefined)}
        >
          {t.config.lookForDrift}
        </button>
      </header>
      {error ? <ErrorNotice message={messageOf(error)} /> : null}
      {loading ? <Skeleton rows={2} /> : null}
      {data && !loading ? (
        data.configurationDrift.length === 0 ? (
          <EmptyState icon="configuration" title={t.config.noServer} />
        ) : (
          <ul className="changes">
            {data.configurationDrift.map(node => (
              <DriftOfNode key={node.node} drift={node} />
            ))}
          </ul>
        )
      ) : null}
    </section>
  )
}

function DriftOfNode({ drift: { node, generation, problem, files } }: { drift: NodeDrift }) {
  const t = useMessages()
  const looks = problem !== null ? 'bad' : files.length > 0 ? 'warn' : 'good'
  return (
    <li>
      <div className="change-head">
        <span className={`badge badge-${looks}`}>
          <Icon name={looks} /> {problem !== null ? t.config.driftUnknown : t.config.driftFiles(files.length)}
        </span>
        <strong>{node}</strong>
        {generation === null ? null : <span className="muted mono">{generation}</span>}
      </div>
      {problem === null ? null : <p className="change-comment">{problem}</p>}
      {files.length > 0 ? (
        <ul className="drifted">
          {files.map(({ path, change }) => (
            <li key={path}>
              <span className="mono">{path}</span> <span className="muted">{t.config.drifts(change)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}
