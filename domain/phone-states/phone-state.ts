import type { ConfigurationCommand } from '../configuration/commands.ts'
import { objectOf, type Configuration, type ConfigurationEvent } from '../configuration/configuration.ts'
import { callFilters } from '../routing/call-filters.ts'
import { users, type User } from '../users/configured-users.ts'
import { forwardKinds, type Forward } from '../users/forwards.ts'

/** Flags of users that phones switch (pbx-configuration §5.6), by their names in the database of the PBX. */
const switchedFlags = {
  dnd: 'dndEnabled',
  callrecord: 'callRecordEnabled',
  incallfilter: 'incallFilterEnabled',
  voicemail: 'voicemailEnabled',
} as const satisfies Readonly<Record<string, keyof User>>

type Flag = keyof typeof switchedFlags
export type UserState = Flag | Forward['kind']

/** What can be switched by phone: a state of a user, or whether calls of a boss ring at a secretary. */
export type PhoneState =
  | { readonly of: 'user'; readonly user: string; readonly state: UserState }
  | { readonly of: 'callFilter'; readonly filter: string; readonly secretary: string }

export const userStates: readonly UserState[] = [...(Object.keys(switchedFlags) as Flag[]), ...forwardKinds]

const isFlag = (state: UserState): state is Flag => state in switchedFlags

/** Its key in the database of the PBX, under `ringledger/`. */
export const phoneKeyOf = (phone: PhoneState): string =>
  phone.of === 'user' ? `user/${phone.user}/${phone.state}` : `filter/${phone.filter}/${phone.secretary}`

/** @returns undefined for a key of something else, such as where an agent sits */
export function phoneStateAt(key: string): PhoneState | undefined {
  const [family, name = '', what = '', ...more] = key.split('/')
  if (more.length > 0) return undefined
  if (family === 'filter') return { of: 'callFilter', filter: name, secretary: what }
  const state = userStates.find(one => one === what)
  return family === 'user' && state !== undefined ? { of: 'user', user: name, state } : undefined
}

/** As the PBX keeps it: 1 or 0, or the number to forward to. @returns undefined when there is no such user or secretary */
export function configuredValue(configuration: Configuration, phone: PhoneState): string | undefined {
  if (phone.of === 'callFilter') {
    const filter = objectOf(configuration, callFilters, phone.filter)?.value
    const secretary = filter?.secretaries.find(({ user }) => user === phone.secretary)
    return secretary && flagText(secretary.active)
  }
  const user = objectOf(configuration, users, phone.user)?.value
  return user && valueOf(user, phone.state)
}

export function valueOf(user: User, state: UserState): string {
  if (isFlag(state)) return flagText(user[switchedFlags[state]])
  const forward = user.forwards.find(({ kind }) => kind === state)
  return forward?.enabled ? (forward.destination ?? '') : ''
}

const flagText = (on: boolean): string => (on ? '1' : '0')

/** The object of the configuration that holds it. @returns its identity; undefined when there is none */
export const holderOf = (configuration: Configuration, phone: PhoneState): string | undefined =>
  phone.of === 'user'
    ? objectOf(configuration, users, phone.user)?.id
    : objectOf(configuration, callFilters, phone.filter)?.id

/** The command that makes it so. A forward that is switched off keeps its number. */
export function commandFor(phone: PhoneState, value: string): ConfigurationCommand {
  if (phone.of === 'callFilter')
    return {
      changeCallFilterSecretary: { callFilter: phone.filter, user: phone.secretary, active: value === '1' },
    }
  const { user, state } = phone
  if (isFlag(state)) return { changeUser: { user, [switchedFlags[state]]: value === '1' } }
  return {
    changeUserForward: {
      user,
      kind: state,
      ...(value === '' ? { enabled: false } : { enabled: true, destination: value }),
    },
  }
}

/** Whether an event of its holder decides about it. A definition does: what a phone did before it was done to somebody else. */
export function decides(event: ConfigurationEvent, phone: PhoneState): boolean {
  if (event.change === 'defined' || event.change === 'removed') return true
  const field =
    phone.of === 'callFilter' ? 'secretaries' : isFlag(phone.state) ? switchedFlags[phone.state] : 'forwards'
  if (event.change === 'changed') {
    const change = event.changes[field]
    return change !== undefined && (phone.of !== 'user' || isFlag(phone.state) || differs(change, phone.state))
  }
  if (event.list !== field) return false
  return phone.of === 'callFilter' ? event.item['user'] === phone.secretary : event.item['kind'] === phone.state
}

/** Forwards are changed all at once too: then those count that became others. */
function differs({ from, to }: { readonly from: unknown; readonly to: unknown }, kind: Forward['kind']): boolean {
  const ofKind = (list: unknown) => JSON.stringify((list as readonly Forward[]).find(one => one.kind === kind))
  return ofKind(from) !== ofKind(to)
}
