import type { AmiSource } from '../../domain/sites/ami-source.ts'
import type { KeyChange } from '../../domain/phone-states/keys.ts'
import type { LampChange } from '../../domain/phone-states/lamps.ts'
import { PbxProblem, type Pbx } from '../../domain/roll-out/pbx.ts'
import { refusalOf } from '../../ingest/ami/log-in.ts'
import { valueOf, type PacketLines } from '../../ingest/ami/packets.ts'
import { realTimers, type Timers } from '../../ingest/ami/timers.ts'
import { withManager, type Ask, type ListingManager } from './manager-connection.ts'
import { agentsOver, queuesOver, stepsOver } from './agent-steps.ts'
import { mailboxLampsOver } from './mailbox-lamps.ts'
import { stopRecordingsOver } from './recordings.ts'
import { verifyOver } from './verify.ts'

/** What is asked of the PBX over its manager interface. */
type ManagerActions = Pick<
  Pbx,
  | 'reach'
  | 'reload'
  | 'verify'
  | 'kept'
  | 'keep'
  | 'lamps'
  | 'light'
  | 'agents'
  | 'queues'
  | 'act'
  | 'stopRecording'
  | 'putOutMailboxLamps'
>

/** What is done by the manager interface: each action with a login of its own, so that none waits behind another. */
export function managerActions(source: AmiSource, timers: Timers = realTimers): ManagerActions {
  const connected = <T>(work: (manager: ListingManager) => Promise<T>): Promise<T> => withManager(source, timers, work)

  return {
    reach: () =>
      connected(async ({ ask }) => {
        const settings = await ask('CoreSettings')
        return refusalOf(settings) === undefined ? (valueOf(settings, 'AsteriskVersion') ?? null) : null
      }),

    reload: module =>
      connected(async ({ ask }) => {
        const response = await ask('Reload', { Module: module })
        const refusal = refusalOf(response)
        if (refusal === undefined) return valueOf(response, 'Message') ?? 'reloaded'
        throw new PbxProblem(`${module} could not be reloaded (${refusal}): ${adviceFor(refusal, module)}`)
      }),

    verify: expected => verifyOver(connected, expected, timers),

    kept: () => connected(manager => treeOf(manager, family)),

    async keep(changes) {
      if (changes.length === 0) return
      await connected(async ({ ask }) => {
        for (const change of changes) await keepKey(ask, change)
      })
    },

    lamps: () => connected(manager => treeOf(manager, lampFamily)),

    async light(changes) {
      if (changes.length === 0) return
      await connected(async ({ ask }) => {
        for (const change of changes) await lightLamp(ask, change)
      })
    },

    agents: () => connected(async manager => agentsOver(manager, await treeOf(manager, family))),

    queues: () => connected(queuesOver),

    act: steps => connected(({ ask }) => stepsOver(ask, steps, change => keepKey(ask, change))),

    stopRecording: async channels =>
      channels.length === 0 ? [] : connected(({ ask }) => stopRecordingsOver(ask, channels)),

    putOutMailboxLamps: async endpoints =>
      endpoints.length === 0 ? [] : connected(({ ask }) => mailboxLampsOver(ask, endpoints)),
  }
}

const adviceFor = (refusal: string, module: string): string =>
  /permission/i.test(refusal)
    ? 'give the user write = system,config,reporting in manager.conf'
    : /no such module|not (?:loaded|initialized)/i.test(refusal)
      ? `load ${module} in modules.conf`
      : 'see what Asterisk wrote to its log'

/** All of ours in the database of the PBX. */
const family = 'ringledger'

/** Where Asterisk keeps the states of devices named `Custom:` (func_devstate). */
const lampFamily = 'CustomDevstate'

/** What stands in the database of the PBX below a name, by the rest of the key. */
async function treeOf({ list }: ListingManager, tree: string): Promise<ReadonlyMap<string, string>> {
  const key = (row: PacketLines) => {
    const whole = valueOf(row, 'Key')
    return whole?.startsWith(`/${tree}/`) ? [[whole.slice(tree.length + 2), valueOf(row, 'Val') ?? ''] as const] : []
  }
  const keys = await list('DBGetTree', key, { Family: tree }).catch((error: unknown) => {
    if (error instanceof PbxProblem && /invalid|unknown command/i.test(error.message))
      throw new PbxProblem(`${error.message}: this Asterisk is too old to list its database, 18.14 and newer can`)
    throw error
  })
  return new Map(keys)
}

/** A function that is set without a channel: the database alone would tell nobody who watches. */
async function lightLamp(ask: Ask, { lamp, on }: LampChange): Promise<void> {
  const response = await ask('Setvar', { Variable: `DEVICE_STATE(Custom:${lamp})`, Value: on ? 'INUSE' : 'NOT_INUSE' })
  const refusal = refusalOf(response)
  if (refusal === undefined) return
  const advice = /permission/i.test(refusal)
    ? 'give the user write = call too in manager.conf'
    : 'see whether func_devstate.so is loaded'
  throw new PbxProblem(`the lamp ${lamp} could not be ${on ? 'lit' : 'put out'} (${refusal}): ${advice}`)
}

async function keepKey(ask: Ask, { key, value }: KeyChange): Promise<void> {
  const place = { Family: family, Key: key }
  const response = await (value === null ? ask('DBDel', place) : ask('DBPut', { ...place, Val: value }))
  const refusal = refusalOf(response)
  if (refusal === undefined || (value === null && /could not be deleted|not found/i.test(refusal))) return
  const advice = /permission/i.test(refusal)
    ? 'give the user write = system in manager.conf'
    : 'see the log of Asterisk'
  throw new PbxProblem(
    `the key ${family}/${key} could not be ${value === null ? 'removed' : 'written'} (${refusal}): ${advice}`,
  )
}
