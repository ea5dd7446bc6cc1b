import type { ConfigurationCommand } from '../configuration/commands.ts'
import { compound, type CompoundCommand, type OtherObjects } from '../configuration/kind.ts'
import { choice, flag, optional, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { users, type User } from '../users/configured-users.ts'
import { profileScope, profileTypes, rightsProfiles } from './rights-profiles.ts'

const login = text('What he signs in with: ctiLogin of the user.', { max: 64 })
const { queues, agentGroups, incalls, recordingAccess, dissuasionAccess, period } = profileScope

/** contact-center §17, pbx-configuration §4.4: as people name each other, by the login. */
export const profileCommands = {
  grantProfile: compound({
    description:
      'Gives a person rights, by his login. He has one profile at most: another one is refused until his is revoked.',
    repeatable: true,
    fields: {
      login,
      type: choice('Which profile.', 'RightsProfileType', profileTypes),
      ...profileScope,
    },
    comesTo({ login: name, ...granted }, others) {
      const user = holderOf(name, others)
      if (!user) return { rejections: [nobody(name)] }
      if (!user.ctiEnabled)
        return {
          rejections: [
            {
              field: 'login',
              rule: 'enabled',
              message: `the login ${name} is disabled: set ctiEnabled of user ${user.user} first`,
            },
          ],
        }
      const profile = { user: user.user, ...granted }
      const existing = others.get(rightsProfiles, user.user)
      if (!existing) return { commands: [{ defineRightsProfile: profile }] }
      if (sameProfile(existing, profile)) return { commands: [] }
      const message = `${name} has the profile ${existing.type} already: use updateProfileScope, or revokeProfile first`
      return { rejections: [{ field: 'login', rule: 'taken', message }] }
    },
  }),

  updateProfileScope: compound({
    description: 'Changes what the profile of a person lets see and do, by his login. What is left out stays as it is.',
    repeatable: true,
    fields: {
      login,
      queues: optional(queues),
      agentGroups: optional(agentGroups),
      incalls: optional(incalls),
      recordingAccess: optional(flag(recordingAccess.description, true)),
      dissuasionAccess: optional(flag(dissuasionAccess.description, false)),
      period,
    },
    comesTo({ login: name, ...given }, others) {
      const user = holderOf(name, others)
      if (!user) return { rejections: [nobody(name)] }
      if (!others.get(rightsProfiles, user.user))
        return { rejections: [{ field: 'login', rule: 'exists', message: `${name} has no profile: grant one first` }] }
      const named = Object.entries(given).filter(([, value]) => value !== null)
      return { commands: [{ changeRightsProfile: { user: user.user, ...Object.fromEntries(named) } }] }
    },
  }),

  revokeProfile: compound({
    description:
      'Takes the profile of a person away, by his login. His connections are closed; he can sign in as the agent that he is.',
    repeatable: true,
    fields: { login },
    comesTo({ login: name }, others) {
      const user = holderOf(name, others)
      return user ? { commands: profileEnds(user.user, others) } : { rejections: [nobody(name)] }
    },
  }),
} satisfies Readonly<Record<string, CompoundCommand>>

/** Takes the profile of a user with him who is removed. */
export const profileEnds = (user: string, others: OtherObjects): readonly ConfigurationCommand[] =>
  others.get(rightsProfiles, user) ? [{ removeRightsProfile: { user } }] : []

const holderOf = (login: string, others: OtherObjects): User | undefined =>
  others.all(users).find(({ value }) => value.ctiLogin === login)?.value

const nobody = (login: string): Rejection => ({
  field: 'login',
  rule: 'exists',
  message: `no user has the login ${login}: set ctiLogin of one first`,
})

/** Both with the fields in the order of the declaration. */
const sameProfile = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other)
