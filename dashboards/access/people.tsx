import { useMemo } from 'react'
import { newOne, useDrawerAddress } from '../app/drawer-address.ts'
import { usePages } from '../graphql/use-pages.ts'
import type { Page } from '../graphql/use-all-rows.ts'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { ProfileDrawer } from './profile-drawer.tsx'
import { profilesDocument, type PersonWithProfile, type ProfilesVariables } from './queries.ts'
import { TableFrame } from '../ui/table-frame.tsx'

interface PeopleProps {
  readonly site: string
  readonly mayChange: boolean
}

/** Who has a profile at the site, and what it lets him see. */
export function People({ site, mayChange }: PeopleProps) {
  const t = useMessages()
  const variables = useMemo<ProfilesVariables>(() => ({ site }), [site])
  const { rows, hasMore, loading, problem, loadMore, reload } = usePages<
    PersonWithProfile,
    Page<PersonWithProfile>,
    ProfilesVariables
  >(profilesDocument, variables)
  const { opened, open, close } = useDrawerAddress('person')
  const person = rows?.find(({ user }) => user === opened)
  return (
    <section className="card" aria-labelledby="people-title" aria-busy={loading}>
      <header className="card-head">
        <div>
          <h2 id="people-title">{t.access.people}</h2>
          <p className="card-note">{t.access.peopleNote}</p>
        </div>
        {mayChange ? (
          <button type="button" className="button button-primary" onClick={() => open(newOne)}>
            {t.access.grant}
          </button>
        ) : null}
      </header>
      {problem ? <ErrorNotice message={problem} onRetry={reload} /> : null}
      {rows === undefined ? (
        problem ? null : (
          <Skeleton rows={3} height="2.5rem" />
        )
      ) : rows.length === 0 ? (
        <EmptyState icon="agents" title={t.access.nobody}>
          <p>{t.access.nobodyHint}</p>
        </EmptyState>
      ) : (
        <PeopleTable people={rows} onOpen={mayChange ? ({ user }) => open(user) : undefined} />
      )}
      {hasMore ? (
        <div className="more">
          <button type="button" className="button" disabled={loading} onClick={loadMore}>
            {t.loadMore}
          </button>
        </div>
      ) : null}
      {mayChange && (person || opened === newOne) ? (
        <ProfileDrawer
          site={site}
          person={person}
          onClose={close}
          onDone={() => {
            close()
            reload()
          }}
        />
      ) : null}
    </section>
  )
}

interface PeopleTableProps {
  readonly people: readonly PersonWithProfile[]
  readonly onOpen: ((person: PersonWithProfile) => void) | undefined
}

function PeopleTable({ people, onOpen }: PeopleTableProps) {
  const t = useMessages()
  return (
    <TableFrame>
      <table className="table access-table">
        <caption className="visually-hidden">{t.access.people}</caption>
        <thead>
          <tr>
            {[t.name, t.access.profile, t.access.sees, t.access.mayAlso].map(label => (
              <th key={label} scope="col" className="start">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map(person => (
            <tr
              key={person.user}
              className={onOpen && person.login !== null ? 'selectable' : undefined}
              onClick={onOpen && person.login !== null ? () => onOpen(person) : undefined}
            >
              <th scope="row" className="start">
                {onOpen && person.login !== null ? (
                  <button type="button" className="row-button">
                    {person.name}
                  </button>
                ) : (
                  person.name
                )}
                <span className="cell-note">{person.login ?? t.access.noLogin}</span>
              </th>
              <td className="start">
                {t.access.profileTypes[person.profile]}
                {person.enabled ? null : (
                  <span className="badge badge-warn">
                    <Icon name="warn" /> {t.access.disabled}
                  </span>
                )}
              </td>
              <td className="start">
                {person.profile === 'ADMINISTRATOR' ? t.access.everything : <Scope of={person} />}
              </td>
              <td className="start">{rightsOf(person, t.access).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function Scope({ of: { queues, agentGroups, incalls, period } }: { of: PersonWithProfile }) {
  const t = useMessages()
  const parts = [
    [t.queues, queues],
    [t.access.groups, agentGroups],
    [t.access.numbers, incalls],
    [t.access.days, period ? [`${period.from} – ${period.to}`] : []],
  ] as const
  const said = parts.filter(([, names]) => names.length > 0)
  if (said.length === 0) return <span className="muted">{t.access.nothing}</span>
  return (
    <ul className="access-scope">
      {said.map(([label, names]) => (
        <li key={label}>
          <span className="muted">{label}</span> {names.join(', ')}
        </li>
      ))}
    </ul>
  )
}

interface RightWords {
  readonly recordings: string
  readonly dissuasion: string
}

const rightsOf = (person: PersonWithProfile, words: RightWords): readonly string[] =>
  person.profile === 'SUPERVISOR'
    ? [...(person.recordingAccess ? [words.recordings] : []), ...(person.dissuasionAccess ? [words.dissuasion] : [])]
    : []
