import { useQuery } from '@apollo/client/react'
import { skipToken } from '@apollo/client/react'
import { useState } from 'react'
import { messageOf } from '../graphql/errors.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { fileDocument, filesDocument, objectsDocument } from './queries.ts'
import { look, useLooking } from './view.ts'

/** The files of Asterisk as the configuration makes them now, by node. */
export function FileView({ site }: { site: string }) {
  const t = useMessages()
  const looking = useLooking()
  const servers = useQuery(objectsDocument, {
    variables: { site, kind: 'mediaServer', search: '', first: 100 },
    fetchPolicy: 'no-cache',
  })
  const nodes = servers.data?.configuration.objects.edges.map(({ node }) => node.key)
  const node = nodes?.find(name => name === looking.node) ?? nodes?.[0]
  if (servers.error) return <ErrorNotice message={messageOf(servers.error)} onRetry={() => void servers.refetch()} />
  if (nodes && node === undefined)
    return (
      <section className="card">
        <EmptyState icon="configuration" title={t.config.noServer}>
          <p>{t.config.noServerHint}</p>
        </EmptyState>
      </section>
    )
  return (
    <section className="card" aria-labelledby="files-title">
      <header className="card-head">
        <div>
          <h2 id="files-title">{t.config.views.files}</h2>
          <p className="card-note">{t.config.filesNote}</p>
        </div>
        {nodes && node !== undefined && nodes.length > 1 ? (
          <Select
            label={t.config.node}
            value={node}
            options={nodes.map(value => ({ value, label: value }))}
            onChange={value => look({ node: value, file: '' })}
          />
        ) : null}
      </header>
      {node === undefined ? <Skeleton rows={6} /> : <Files key={node} site={site} node={node} />}
    </section>
  )
}

function Files({ site, node }: { site: string; node: string }) {
  const t = useMessages()
  const { file } = useLooking()
  const [wanted, setWanted] = useState('')
  const { data, error, refetch } = useQuery(filesDocument, { variables: { site, node }, fetchPolicy: 'no-cache' })
  const paths = data?.configurationFiles.map(({ path }) => path)
  const shown = paths?.filter(path => path.toLowerCase().includes(wanted.trim().toLowerCase()))
  if (error) return <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} />
  if (!shown) return <Skeleton rows={6} />
  return (
    <div className="files">
      <div className="file-list">
        <label className="search">
          <Icon name="search" />
          <span className="visually-hidden">{t.config.searchFiles}</span>
          <input
            type="search"
            value={wanted}
            placeholder={t.config.searchFiles}
            onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          />
        </label>
        <ul>
          {shown.map(path => (
            <li key={path}>
              <button
                type="button"
                className="kind mono"
                aria-current={path === file ? 'true' : undefined}
                onClick={() => look({ file: path })}
              >
                {path}
              </button>
            </li>
          ))}
        </ul>
      </div>
      {file !== '' && paths?.includes(file) ? (
        <FileText key={file} site={site} node={node} path={file} />
      ) : (
        <EmptyState icon="configuration" title={t.config.chooseFile} />
      )}
    </div>
  )
}

function FileText({ site, node, path }: { site: string; node: string; path: string }) {
  const t = useMessages()
  const { data, error, refetch } = useQuery(
    fileDocument,
    path === '' ? skipToken : { variables: { site, node, paths: [path] }, fetchPolicy: 'no-cache' },
  )
  if (error) return <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} />
  const [file] = data?.configurationFiles ?? []
  if (!file) return <Skeleton rows={8} />
  return (
    <div className="file-text">
      <p className="card-note">
        <strong className="mono">{file.path}</strong> · SHA-256{' '}
        <span className="mono">{file.sha256.slice(0, 16)}…</span> · {t.config.secretsVeiled}
      </p>
      <pre tabIndex={0} aria-label={file.path}>
        {file.content}
      </pre>
    </div>
  )
}
