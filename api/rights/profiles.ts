import { rightsOfProfile } from '../../domain/access/person.ts'
import { rightsProfiles, type RightsProfile } from '../../domain/access/rights-profiles.ts'
import { isOwnTeacher } from '../../domain/access/supervised.ts'
import { objectOf, objectsOf, type Configuration } from '../../domain/configuration/configuration.ts'
import { fullName, users, type User } from '../../domain/users/configured-users.ts'
import { builder } from '../schema/builder.ts'
import { configurationAt, AsOfInput } from '../configuration/moment.ts'
import { siteOf } from '../configuration/site.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { pageOf } from '../schema/page-size.ts'
import { profileOf, RightProfileType } from './right-profile.ts'
import { needs } from './rights.ts'

interface PersonWithProfile {
  readonly site: string
  readonly user: User
  readonly profile: RightsProfile
  /** Member names of who is in his groups at the moment. */
  readonly agents: readonly string[]
}

const GrantedDaysType = builder.objectRef<NonNullable<RightsProfile['period']>>('GrantedDays').implement({
  description: 'Days by the clock of the site, the first and the last included.',
  fields: t => ({
    from: t.exposeString('from', { description: 'The first day, e.g. `2026-11-01`.' }),
    to: t.exposeString('to', { description: 'The last day.' }),
  }),
})

const PersonWithProfileType = builder.objectRef<PersonWithProfile>('PersonWithProfile').implement({
  description: 'A person with a profile, and what it lets see.',
  fields: t => ({
    login: t.string({
      nullable: true,
      description: 'What he signs in with. Null: he had none at that moment.',
      resolve: ({ user }) => user.ctiLogin,
    }),
    enabled: t.boolean({ description: 'Whether he can sign in.', resolve: ({ user }) => user.ctiEnabled }),
    user: t.string({ description: 'Short name of the user.', resolve: ({ user }) => user.user }),
    firstName: t.string({ description: 'First name.', resolve: ({ user }) => user.firstName }),
    lastName: t.string({ nullable: true, description: 'Last name.', resolve: ({ user }) => user.lastName }),
    name: t.string({ description: 'Both.', resolve: ({ user }) => fullName(user) }),
    profile: t.field({
      type: RightProfileType,
      description: 'Which profile.',
      resolve: ({ profile }) => profileOf({ role: profile.type }) ?? 'NONE',
    }),
    queues: t.stringList({
      description: 'Technical names of the queues that are his.',
      resolve: ({ profile }) => [...profile.queues],
    }),
    agentGroups: t.stringList({
      description: 'Short names of the groups whose agents are his.',
      resolve: ({ profile }) => [...profile.agentGroups],
    }),
    agents: t.stringList({
      description: 'Member names of the agents who were in these groups at the moment that is asked for.',
      resolve: ({ agents }) => [...agents],
    }),
    incalls: t.stringList({
      description: 'Numbers, as number@context, at which calls from outside are his.',
      resolve: ({ profile }) => [...profile.incalls],
    }),
    recordingAccess: t.boolean({
      description: 'Of a supervisor: whether he sees what was recorded.',
      resolve: ({ profile }) => profile.recordingAccess,
    }),
    dissuasionAccess: t.boolean({
      description: 'Of a supervisor: whether he may close his queues exceptionally.',
      resolve: ({ profile }) => profile.dissuasionAccess,
    }),
    period: t.field({
      type: GrantedDaysType,
      nullable: true,
      description: 'Of a teacher: the days whose calls he sees.',
      resolve: ({ profile }) => profile.period,
    }),
  }),
})

const PersonWithProfileConnection = builder.connectionObject(
  { type: PersonWithProfileType, name: 'PersonWithProfileConnection', description: 'A page of people with profiles.' },
  { name: 'PersonWithProfileEdge', description: 'A person with the cursor.' },
)

builder.queryField('profiles', t =>
  t.field({
    type: PersonWithProfileConnection,
    description:
      'Who has which profile at a site, by user: now, or at any moment before, with whom and what it let see then. Supervisors see the teachers whom they may take away.',
    args: {
      site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
      asOf: t.arg({ type: AsOfInput, description: 'The moment; now when left out.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readProfiles'), cost: 20 },
    resolve: async (_, { site: named, asOf, ...page }, context) => {
      const site = await siteOf(context, named)
      const { configuration, position } = await configurationAt(context, site, asOf)
      const { first, after } = pageOf(page)
      const from = after === undefined ? '' : Buffer.from(after, 'base64url').toString()
      const behind = (await peopleIn(context, site, configuration)).filter(({ user }) => user.user > from)
      const rows = behind
        .slice(0, first)
        .map(person => ({ ...person, cursor: Buffer.from(person.user.user).toString('base64url') }))
      const fresh = { position, dataAge: () => Promise.resolve(null) }
      return connectionOf({ rows, hasNextPage: behind.length > rows.length }, fresh, after)
    },
  }),
)

async function peopleIn(
  { identity, reports }: Pick<ApiContext, 'identity' | 'reports'>,
  site: string,
  configuration: Configuration,
): Promise<readonly PersonWithProfile[]> {
  const timeZone = (await reports.sites()).find(row => row.site === site)?.timeZone ?? 'UTC'
  const isSeen = (profile: RightsProfile) =>
    identity.role !== 'supervisor' || isOwnTeacher(profile, { site, scope: identity.scope })
  return objectsOf(configuration, rightsProfiles).flatMap(({ key, value: profile }) => {
    const user = objectOf(configuration, users, key)?.value
    if (!user || !isSeen(profile)) return []
    const { agents = [] } = rightsOfProfile({ site, timeZone }, profile, configuration).scope
    return [{ site, user, profile, agents: namesAt(site, agents) }]
  })
}

const namesAt = (site: string, entries: 'all' | readonly string[]): readonly string[] =>
  entries === 'all' ? [] : entries.map(entry => entry.slice(site.length + 1))
