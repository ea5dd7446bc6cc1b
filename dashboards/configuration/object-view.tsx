import { skipToken, useQuery } from '@apollo/client/react'
import { useDeferredValue, useState } from 'react'
import { closeInAddress, openInAddress, settle } from '../app/location.ts'
import { formatCount } from '../format/numbers.ts'
import { messageOf } from '../graphql/errors.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { ObjectDrawer } from './object-drawer.tsx'
import { kindsDocument, objectsDocument, type ConfigurationKind, type ConfiguredObject } from './queries.ts'
import { nameOfObject } from './value-text.ts'
import { look, searchFor, useLooking } from './view.ts'
import { TableFrame } from '../ui/tables/table-frame.tsx'

const pageSize = 200
const mostShown = 1000

/** The objects of one kind, looked for by any of their texts. */
export function ObjectView({ site }: { site: string }) {
  const t = useMessages()
  const { data, error, refetch } = useQuery(kindsDocument, { variables: { site }, fetchPolicy: 'no-cache' })
  const looking = useLooking()
  if (error) return <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} />
  if (!data)
    return (
      <section className="card">
        <Skeleton rows={6} />
      </section>
    )
  const kinds = [...data.configuration.kinds].sort((a, b) =>
    t.config.kinds(a.kind).localeCompare(t.config.kinds(b.kind)),
  )
  const chosen = kinds.find(({ kind }) => kind === looking.kind) ?? kinds[0]
  return (
    <div className="kinds-and-objects">
      <KindList kinds={kinds} chosen={chosen?.kind} />
      {chosen ? <Objects key={chosen.kind} site={site} kind={chosen} /> : null}
    </div>
  )
}

/** What is there first; what is not there yet can be looked at too. On a telephone it is a list to choose from. */
function KindList({ kinds, chosen }: { kinds: readonly ConfigurationKind[]; chosen: string | undefined }) {
  const t = useMessages()
  const language = useLanguage()
  const there = kinds.filter(({ count, kind }) => count > 0 || kind === chosen)
  const absent = kinds.filter(({ count, kind }) => count === 0 && kind !== chosen)
  const item = ({ kind, single, count }: ConfigurationKind) => (
    <li key={kind}>
      <button
        type="button"
        className="kind"
        aria-current={kind === chosen ? 'true' : undefined}
        onClick={() => look({ kind, search: '' })}
      >
        <span>{t.config.kinds(kind)}</span>
        {single ? null : <span className="card-count">{formatCount(count, language)}</span>}
      </button>
    </li>
  )
  return (
    <nav className="card kinds" aria-label={t.config.kindsLabel}>
      <div className="kinds-narrow">
        <Select
          label={t.config.kindsLabel}
          value={chosen ?? ''}
          options={kinds.map(({ kind, single, count }) => ({
            value: kind,
            label: single ? t.config.kinds(kind) : `${t.config.kinds(kind)} (${formatCount(count, language)})`,
          }))}
          onChange={kind => look({ kind, search: '' })}
        />
      </div>
      <ul className="kinds-wide">{there.map(item)}</ul>
      {absent.length > 0 ? (
        <details className="kinds-wide">
          <summary>{t.config.absentKinds(absent.length)}</summary>
          <ul>{absent.map(item)}</ul>
        </details>
      ) : null}
    </nav>
  )
}

function Objects({ site, kind }: { site: string; kind: ConfigurationKind }) {
  const t = useMessages()
  const language = useLanguage()
  const { search, object } = useLooking()
  const wanted = useDeferredValue(search)
  const [first, setFirst] = useState(pageSize)
  const { data, previousData, error, loading, refetch } = useQuery(objectsDocument, {
    variables: { site, kind: kind.kind, search: wanted, first },
    fetchPolicy: 'no-cache',
  })
  const page = (data ?? previousData)?.configuration.objects
  const rows = page?.edges.map(({ node }) => node)
  const opened = useOpened(site, kind.kind, object, rows)
  return (
    <section className="card" aria-labelledby="objects-title" aria-busy={loading}>
      <header className="card-head">
        <div>
          <h2 id="objects-title">
            {t.config.kinds(kind.kind)}
            {kind.single ? null : <span className="card-count"> {formatCount(kind.count, language)}</span>}
          </h2>
          <p className="card-note">{t.config.kindNote(kind.kind, kind.description)}</p>
        </div>
        {kind.single ? null : (
          <label className="search">
            <Icon name="search" />
            <span className="visually-hidden">{t.config.search}</span>
            <input
              type="search"
              value={search}
              placeholder={t.config.search}
              onChange={({ currentTarget }) => searchFor(currentTarget.value)}
              onBlur={settle}
            />
          </label>
        )}
      </header>
      {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
      {rows === undefined ? (
        error ? null : (
          <Skeleton rows={6} height="2.5rem" />
        )
      ) : rows.length === 0 ? (
        <EmptyState
          icon={wanted === '' ? 'configuration' : 'search'}
          title={wanted === '' ? t.config.noObjects : t.config.noMatch}
        >
          {wanted === '' ? <p>{t.config.noObjectsHint}</p> : null}
        </EmptyState>
      ) : (
        <>
          <TableFrame>
            <table className="table object-table">
              <caption className="visually-hidden">{t.config.kinds(kind.kind)}</caption>
              <thead>
                <tr>
                  <th scope="col" className="start">
                    {t.config.key}
                  </th>
                  <th scope="col" className="start">
                    {t.name}
                  </th>
                  <th scope="col">{t.config.revision}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <tr key={row.object} className="selectable" onClick={() => openInAddress('object', row.key)}>
                    <th scope="row" className="start">
                      <button type="button" className="row-button mono">
                        {row.key}
                      </button>
                    </th>
                    <td className="start">{nameOfObject(row.value) ?? ''}</td>
                    <td>{formatCount(row.revision, language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
          {page?.pageInfo.hasNextPage ? (
            <div className="more">
              {first < mostShown ? (
                <button
                  type="button"
                  className="button"
                  disabled={loading}
                  onClick={() => setFirst(Math.min(mostShown, first + pageSize))}
                >
                  {t.loadMore}
                </button>
              ) : (
                <p className="muted">{t.config.searchForMore(formatCount(mostShown, language))}</p>
              )}
            </div>
          ) : null}
        </>
      )}
      {opened ? <ObjectDrawer site={site} object={opened} onClose={() => closeInAddress('object')} /> : null}
    </section>
  )
}

/** The object that the address names: one of those listed, else, by a link to it, looked for alone. */
function useOpened(
  site: string,
  kind: string,
  key: string,
  rows: readonly ConfiguredObject[] | undefined,
): ConfiguredObject | undefined {
  const listed = rows?.find(row => row.key === key)
  const isThere = key === '' || rows === undefined || listed !== undefined
  const { data } = useQuery(
    objectsDocument,
    isThere ? skipToken : { variables: { site, kind, search: key, first: mostShown }, fetchPolicy: 'no-cache' },
  )
  if (key === '') return undefined
  return listed ?? data?.configuration.objects.edges.find(({ node }) => node.key === key)?.node
}
