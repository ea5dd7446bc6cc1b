import { memberNameOf } from '../agents/actions/agents-on-pbx.ts'
import { dayAfter } from '../callbacks/due-date.ts'
import { objectOf, type Configuration } from '../configuration/configuration.ts'
import { microsOfIso, type Micros } from '../kernel/time.ts'
import { firstInstantOf, type ZoneName } from '../kernel/zone.ts'
import type { Period } from '../metrics/figures.ts'
import { fullName, type User } from '../users/configured-users.ts'
import { agentsIn } from './agents-in-groups.ts'
import type { GrantedScope, Identity, Role } from './identity.ts'
import { rightsProfiles, type RightsProfile } from './rights-profiles.ts'

/** A site, as far as rights are concerned. */
export interface SiteOfPerson {
  readonly site: string
  /** In which the days of a teacher's period are. */
  readonly timeZone: ZoneName
}

/**
 * Who a user is, and what he may do and see as a configuration stands: by his profile; without one as the agent that he is. An agent who is
 * also a supervisor sees what the profile names and no more (contact-center 17).
 */
export function identityOfPerson(at: SiteOfPerson, user: User, configuration: Configuration): Identity {
  const login = user.ctiLogin ?? ''
  return {
    tokenId: `${at.site}/${user.user}`,
    label: `${login}@${at.site}`,
    ...rightsOf(at, user, configuration),
    person: { site: at.site, user: user.user, login, name: fullName(user) },
  }
}

interface Rights {
  readonly role: Role
  readonly scope: GrantedScope
}

function rightsOf(at: SiteOfPerson, user: User, configuration: Configuration): Rights {
  const profile = objectOf(configuration, rightsProfiles, user.user)?.value
  if (profile) return rightsOfProfile(at, profile, configuration)
  const own = user.agent === null ? [] : [`${at.site}/${memberNameOf(user.agent)}`]
  return { role: 'none', scope: { queues: [], agents: own } }
}

/** What a profile lets see and do, with whoever is in its groups then. */
export function rightsOfProfile(
  { site, timeZone }: SiteOfPerson,
  profile: RightsProfile,
  configuration: Configuration,
): Rights {
  const { type } = profile
  if (type === 'administrator') return { role: type, scope: {} }
  const ofSite = (name: string) => `${site}/${name}`
  const scope: GrantedScope = {
    queues: profile.queues.map(ofSite),
    agents: agentsIn(profile.agentGroups, configuration).map(ofSite),
    agentGroups: profile.agentGroups.map(ofSite),
    incalls: profile.incalls.map(ofSite),
  }
  if (type === 'supervisor')
    return {
      role: type,
      scope: { ...scope, dissuasion: profile.dissuasionAccess, recordings: profile.recordingAccess },
    }
  // The declaration does not let a teacher be without a period; if he were, he would see nothing.
  return {
    role: type,
    scope: { ...scope, period: profile.period ? periodOf(profile.period, timeZone) : { from: 0, to: 0 } },
  }
}

/** From the midnight that begins the first day to the one that ends the last, by the clock of the site. */
const periodOf = ({ from, to }: { readonly from: string; readonly to: string }, zone: ZoneName): Period => ({
  from: midnight(from, zone),
  to: midnight(dayAfter(to), zone),
})

const midnight = (date: string, zone: ZoneName): Micros => firstInstantOf(zone, microsOfIso(`${date}T00:00:00Z`) ?? 0)
