import { useMemo } from 'react'
import { newOne, useDrawerAddress } from '../app/drawer-address.ts'
import { usePages } from '../graphql/use-pages.ts'
import type { Page } from '../graphql/use-all-rows.ts'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { AccessCard } from './access-card.tsx'
import { AccessRow, AccessTable } from './access-table.tsx'
import { ProfileDrawer } from './profile-drawer.tsx'
import { profilesDocument, type PersonWithProfile, type ProfilesVariables } from './queries.ts'

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
    <AccessCard
      headingId="people-title"
      title={t.access.people}
      note={t.access.peopleNote}
      making={mayChange ? { label: t.access.grant, onStart: () => open(newOne) } : undefined}
      rows={rows}
      isLoading={loading}
      problem={problem}
      onRetry={reload}
      onMore={hasMore ? loadMore : undefined}
      empty={
        <EmptyState icon="agents" title={t.access.nobody}>
          <p>{t.access.nobodyHint}</p>
        </EmptyState>
      }
      table={people => <PeopleTable people={people} onOpen={mayChange ? ({ user }) => open(user) : undefined} />}
    >
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
    </AccessCard>
  )
}

interface PeopleTableProps {
  readonly people: readonly PersonWithProfile[]
  readonly onOpen: ((person: PersonWithProfile) => void) | undefined
}

function PeopleTable({ people, onOpen }: PeopleTableProps) {
  const t = useMessages()
  return (
    <AccessTable caption={t.access.people} columns={[t.name, t.access.profile, t.access.sees, t.access.mayAlso]}>
      {people.map(person => (
        <AccessRow
          key={person.user}
          name={person.name}
          note={<span className="cell-note">{person.login ?? t.access.noLogin}</span>}
          onOpen={onOpen && person.login !== null ? () => onOpen(person) : undefined}
          cells={[
            <ProfileOf person={person} />,
            person.profile === 'ADMINISTRATOR' ? t.access.everything : <Scope of={person} />,
            rightsOf(person, t.access).join(', '),
          ]}
        />
      ))}
    </AccessTable>
  )
}

function ProfileOf({ person: { profile, enabled } }: { person: PersonWithProfile }) {
  const t = useMessages()
  return (
    <>
      {t.access.profileTypes[profile]}
      {enabled ? null : (
        <span className="badge badge-warn">
          <Icon name="warn" /> {t.access.disabled}
        </span>
      )}
    </>
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
