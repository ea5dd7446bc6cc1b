import { objectOf, objectsOf, type Configuration } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { callFilters } from '../routing/call-filters.ts'
import { featureCodes, type FeatureCodes } from '../routing/dialplan/feature-codes.ts'
import { keyName } from '../routing/dialplan/key-names.ts'
import { users, type User } from '../users/configured-users.ts'
import { functionKeyTemplates, keysOf } from '../users/function-keys.ts'
import { forwardKinds } from '../users/forwards.ts'
import { lines } from '../users/lines.ts'
import type { KeptByPbx } from './keys.ts'
import { configuredValue, phoneKeyOf, userStates, type PhoneState, type UserState } from './phone-state.ts'

/** Lamps of programmed keys, by the name of their device without `Custom:`, and the state in which the PBX holds each. */
export type HeldLamps = ReadonlyMap<string, string>

export interface LampChange {
  readonly lamp: string
  readonly on: boolean
}

/** The code that switches a state: it names the lamp. */
const codeOf = {
  dnd: 'doNotDisturb',
  callrecord: 'recordCalls',
  incallfilter: 'incallFilter',
  voicemail: 'voicemailToggle',
  unconditional: 'forwardUnconditional',
  noanswer: 'forwardNoAnswer',
  busy: 'forwardBusy',
} as const satisfies Readonly<Record<UserState, keyof FeatureCodes>>

/**
 * Lamps that do not show what calls go by (pbx-configuration §5.6-5.7). A phone that switches something moves its lamp itself; what an
 * administrator switches, and what a roll-out brings, moves none.
 * @param applied what the files of the PBX are made of: its phones and codes are those of it
 * @param kept what the database of the PBX holds, which goes before the files
 */
export function wrongLamps(held: HeldLamps, applied: Configuration, kept: KeptByPbx): readonly LampChange[] {
  const { wanted, forwards } = lampsOf(held, applied, kept)
  const others = [...held.keys()].filter(lamp => !wanted.has(lamp) && isOfForward(lamp, forwards))
  return [...wanted, ...others.map(lamp => [lamp, false] as const)]
    .filter(([lamp, on]) => (held.get(lamp) === lit) !== on)
    .map(([lamp, on]) => ({ lamp, on }))
    .sort((a, b) => (a.lamp < b.lamp ? -1 : 1))
}

const lit = 'INUSE'

interface Lamps {
  readonly wanted: Map<string, boolean>
  /** Of forwards whatever their number; that of one number has it behind. */
  readonly forwards: Set<string>
}

function lampsOf(held: HeldLamps, applied: Configuration, kept: KeptByPbx): Lamps {
  const lamps: Lamps = { wanted: new Map(), forwards: new Set() }
  const codes = objectOf(applied, featureCodes, singleKey)?.value
  if (!codes) return lamps
  const value = (phone: PhoneState): string => kept.get(phoneKeyOf(phone)) ?? configuredValue(applied, phone) ?? ''
  const { functionKey, callFilterToggle } = codes
  const taken = new Set<string>()
  for (const { key: user, value: owner } of objectsOf(applied, users)) {
    const phone = phoneOf(owner, applied, taken)
    if (functionKey === null || phone === undefined) continue
    for (const state of userStates) {
      const code = codes[codeOf[state]]
      if (code === null) continue
      const lamp = keyName(functionKey, phone, code)
      if (state === 'voicemail' && !held.has(lamp) && !hasMailboxKey(owner, applied)) continue
      show(lamp, state, value({ of: 'user', user, state }), lamps)
    }
  }
  if (callFilterToggle === null) return lamps
  for (const { key: filter, value: boss } of objectsOf(applied, callFilters))
    for (const { member, user: secretary } of boss.enabled ? boss.secretaries : [])
      if (member !== null)
        lamps.wanted.set(`${callFilterToggle}${member}`, value({ of: 'callFilter', filter, secretary }) === '1')
  return lamps
}

function show(lamp: string, state: UserState, value: string, { wanted, forwards }: Lamps): void {
  const isForward = forwardKinds.some(kind => kind === state)
  wanted.set(lamp, isForward ? value !== '' : value === '1')
  if (!isForward) return
  forwards.add(lamp)
  if (value !== '') wanted.set(`${lamp}*${value}`, true)
}

/** The number that his phone shows: his codes come from his main line, which is that of the first of several users (line-sections.ts). */
function phoneOf({ lines: [main], callerId }: User, applied: Configuration, taken: Set<string>): string | undefined {
  if (main === undefined || taken.has(main)) return undefined
  taken.add(main)
  const line = objectOf(applied, lines, main)?.value
  return (line?.callerId ?? callerId)?.number ?? line?.number ?? undefined
}

/** Nearly everybody's mailbox is on: only the lamps of those who have a key for it, or have dialled its code once, are worth the lighting. */
function hasMailboxKey({ functionKeys, functionKeyTemplate: name }: User, applied: Configuration): boolean {
  const template = name === null ? undefined : objectOf(applied, functionKeyTemplates, name)?.value
  return keysOf(functionKeys, template?.keys ?? []).some(
    ({ destination }) => 'service' in destination && destination.service.service === 'enablevm',
  )
}

/** Numbers may have a * in them, so any may be the one that stands before the number. */
function isOfForward(lamp: string, forwards: ReadonlySet<string>): boolean {
  for (let at = lamp.indexOf('*', 1); at >= 0; at = lamp.indexOf('*', at + 1))
    if (forwards.has(lamp.slice(0, at))) return true
  return false
}
