import { objectOf, objectsOf, type Configuration } from '../configuration/configuration.ts'
import type { Micros } from '../kernel/time.ts'
import { microsOfIso } from '../kernel/time.ts'
import { queues, type ConfiguredQueue } from '../queues/configured-queues.ts'
import { isDissuasion } from '../queues/dissuasion.ts'
import { callFilters } from '../routing/call-filters.ts'
import { users } from '../users/configured-users.ts'
import { phoneKeyOf, phoneStateAt, userStates, valueOf, type PhoneState } from './phone-state.ts'

/** What the database of a PBX holds under `ringledger/`, by the rest of the key. */
export type KeptByPbx = ReadonlyMap<string, string>

/** Where the instant of a key stands. */
const since = (key: string): string => `since/${key}`

/**
 * The keys that a PBX must have: of the states that are configured otherwise now than in the files that it reads. Where both are the
 * same the files say it, and a key would only be one more thing to go wrong.
 */
export function wantedKeys(now: Configuration, applied: Configuration): KeptByPbx {
  const wanted = new Map<string, string>()
  if (now === applied) return wanted
  for (const { key: user, value: is } of objectsOf(now, users)) {
    const was = objectOf(applied, users, user)?.value
    if (!was || was === is) continue
    for (const state of userStates)
      if (valueOf(is, state) !== valueOf(was, state))
        wanted.set(phoneKeyOf({ of: 'user', user, state }), valueOf(is, state))
  }
  for (const { key: filter, value: is } of objectsOf(now, callFilters)) {
    const was = objectOf(applied, callFilters, filter)?.value
    for (const { user: secretary, active } of is.secretaries) {
      const before = was?.secretaries.find(({ user }) => user === secretary)
      if (before && before.active !== active)
        wanted.set(phoneKeyOf({ of: 'callFilter', filter, secretary }), active ? '1' : '0')
    }
  }
  for (const { key: queue, value: is } of objectsOf(now, queues)) {
    const was = objectOf(applied, queues, queue)?.value
    const value = failKeyOf(is)
    if (was && value !== undefined && JSON.stringify(is.fail) !== JSON.stringify(was.fail))
      wanted.set(failKey(queue), value)
  }
  return wanted
}

/** Where a queue's calls go when nobody takes them: supervisors close queues by it, at once (pbx-configuration §7.10). */
const failKey = (queue: string): string => `queue/${queue}/fail`

const isFailKey = (key: string): boolean => /^queue\/[^/]+\/fail$/.test(key)

/** As the dialplan reads it. @returns undefined for what only a roll-out brings to the PBX */
function failKeyOf(queue: ConfiguredQueue): string | undefined {
  const { fail } = queue
  if (fail === null) return 'none'
  if (!isDissuasion(queue, fail)) return undefined
  if ('sound' in fail) return `sound:${fail.sound.sound}`
  return 'queue' in fail ? `queue:${fail.queue.queue}` : undefined
}

/** One key to be written, or removed when its value is null. */
export interface KeyChange {
  readonly key: string
  readonly value: string | null
}

/** A key that is not as it should be, and since when it is so where a phone did it. */
export interface WrongKey extends KeyChange {
  /** What a phone may have switched. */
  readonly phone: PhoneState | undefined
  readonly switchedAt: Micros | undefined
}

/** The keys of phones and queues that are missing, too many, or otherwise; those of agents are nothing to us. In the order of the keys. */
export function wrongKeys(held: KeptByPbx, wanted: KeptByPbx): readonly WrongKey[] {
  return [...new Set([...held.keys(), ...wanted.keys()])].sort().flatMap(key => {
    const phone = phoneStateAt(key)
    const value = wanted.get(key) ?? null
    if ((!phone && !isFailKey(key)) || (held.get(key) ?? null) === value) return []
    return [{ key, value, phone, switchedAt: microsOfIso(held.get(since(key)) ?? '') }]
  })
}

/** What puts them right. The instant of a phone goes with the value that it belongs to. */
export function repairsOf(held: KeptByPbx, wrong: readonly WrongKey[]): readonly KeyChange[] {
  const repaired = new Set(wrong.map(({ key }) => key))
  const left = [...held.keys()].filter(key => {
    if (!key.startsWith('since/')) return false
    const subject = key.slice('since/'.length)
    return repaired.has(subject) || !held.has(subject)
  })
  return [...wrong.map(({ key, value }) => ({ key, value })), ...left.map(key => ({ key, value: null }))]
}
