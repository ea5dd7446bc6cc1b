import type { Configuration } from '../../domain/configuration/configuration.ts'
import { objectTag } from '../../domain/configuration/history.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { isOutdated, tagged } from '../../domain/phone-states/take-in.ts'
import {
  repairsOf,
  wantedKeys,
  wrongKeys,
  type KeptByPbx,
  type KeyChange,
  type WrongKey,
} from '../../domain/phone-states/keys.ts'
import { configuredValue, decides, holderOf } from '../../domain/phone-states/phone-state.ts'
import type { Pbx } from '../../domain/roll-out/pbx.ts'

interface Synchronised {
  readonly site: string
  /** What is configured. */
  readonly now: Configuration
  /** What the files of the PBX were made of. */
  readonly applied: Configuration
  readonly pbx: Pick<Pbx, 'kept' | 'keep'>
}

interface Outcome {
  /** What was written or removed. */
  readonly changes: readonly KeyChange[]
  /** What the database holds then. */
  readonly kept: KeptByPbx
}

/**
 * Makes the database of a PBX say what is configured, where its files say something else. It may be ended at any moment and run again.
 * What a phone switched after the last decision is left: the fact that tells of it is on its way.
 * @throws PbxProblem
 */
export async function synchronise(
  store: Pick<EventStore, 'readTagged'>,
  { site, now, applied, pbx }: Synchronised,
  clock: () => Micros,
): Promise<Outcome> {
  const held = await pbx.kept()
  const wrong: WrongKey[] = []
  for (const key of wrongKeys(held, wantedKeys(now, applied))) if (!(await isOnItsWay(key, held))) wrong.push(key)
  const repairs = repairsOf(held, wrong)
  await pbx.keep(repairs)
  return { changes: repairs, kept: afterwards(held, repairs) }

  async function isOnItsWay({ key, phone, switchedAt }: WrongKey, kept: KeptByPbx): Promise<boolean> {
    if (!phone || switchedAt === undefined) return false
    const holder = holderOf(now, phone)
    if (holder === undefined || configuredValue(now, phone) === kept.get(key)) return false
    const history = await tagged(store, objectTag(site, holder))
    return !isOutdated(Math.min(switchedAt, clock()), event => decides(event, phone), history)
  }
}

function afterwards(held: KeptByPbx, changes: readonly KeyChange[]): KeptByPbx {
  const kept = new Map(held)
  for (const { key, value } of changes)
    if (value === null) kept.delete(key)
    else kept.set(key, value)
  return kept
}
