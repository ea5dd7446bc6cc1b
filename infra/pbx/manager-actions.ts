import type { AmiSource } from '../../domain/sites/ami-source.ts'
import { missingOf } from '../../domain/roll-out/expected.ts'
import type { KeyChange } from '../../domain/phone-states/keys.ts'
import { PbxProblem, type Expected, type Pbx } from '../../domain/roll-out/pbx.ts'
import { connectToManager } from '../../ingest/ami/connect.ts'
import { logIn, refusalOf } from '../../ingest/ami/log-in.ts'
import { talkTo, type Manager } from '../../ingest/ami/manager.ts'
import { readPacket, valueOf, type PacketLines } from '../../ingest/ami/packets.ts'
import { readSecret } from '../../ingest/ami/secret.ts'
import { pause, realTimers, type Timers } from '../../ingest/ami/timers.ts'

/** What is asked of the PBX over its manager interface. A connection is opened for each: none is kept that a reload could break. */
export type ManagerActions = Pick<Pbx, 'reach' | 'reload' | 'missing' | 'kept' | 'keep'>

/** Sorcery reads files of SIP in a thread of its own after the answer, so what is missing may come a moment later. */
const patienceMs = 10_000
const betweenMs = 500

export function managerActions(source: AmiSource, timers: Timers = realTimers): ManagerActions {
  const connected = <T>(work: (manager: ListingManager) => Promise<T>): Promise<T> => withManager(source, timers, work)

  const look = (expected: Expected): Promise<readonly string[]> =>
    connected(async manager => {
      const queues = expected.queues.length === 0 ? new Map<string, Set<string>>() : await shownQueues(manager)
      const endpoints = expected.endpoints.length === 0 ? new Set<string>() : await shownEndpoints(manager)
      return missingOf(expected, queues, endpoints)
    })

  return {
    reach: () => connected(() => Promise.resolve()),

    reload: module =>
      connected(async ({ ask }) => {
        const response = await ask('Reload', { Module: module })
        const refusal = refusalOf(response)
        if (refusal === undefined) return valueOf(response, 'Message') ?? 'reloaded'
        throw new PbxProblem(`${module} could not be reloaded (${refusal}): ${adviceFor(refusal, module)}`)
      }),

    async missing(expected) {
      if (expected.queues.length + expected.endpoints.length === 0) return []
      for (let waitedMs = 0; ; waitedMs += betweenMs) {
        const missing = await look(expected)
        if (missing.length === 0 || waitedMs >= patienceMs) return missing
        await pause(timers, betweenMs, neverAborted)
      }
    },

    kept: () => connected(keptKeys),

    async keep(changes) {
      if (changes.length === 0) return
      await connected(async ({ ask }) => {
        for (const change of changes) await keepKey(ask, change)
      })
    },
  }
}

const neverAborted = new AbortController().signal

const adviceFor = (refusal: string, module: string): string =>
  /permission/i.test(refusal)
    ? 'give the user write = system,config,reporting in manager.conf'
    : /no such module|not (?:loaded|initialized)/i.test(refusal)
      ? `load ${module} in modules.conf`
      : 'see what Asterisk wrote to its log'

type Ask = (action: string, fields?: Readonly<Record<string, string>>) => Promise<PacketLines>

interface ListingManager {
  readonly ask: Ask
  /** The events that answer an action. @throws PbxProblem when it is refused */
  readonly list: (action: string, fields?: Readonly<Record<string, string>>) => Promise<readonly PacketLines[]>
}

async function withManager<T>(
  source: AmiSource,
  timers: Timers,
  work: (manager: ListingManager) => Promise<T>,
): Promise<T> {
  const where = `${source.host}:${source.port}`
  const lists = newLists()
  let manager: Manager | undefined
  try {
    const secret = await readSecret(source)
    const socket = await connectToManager(source)
    manager = talkTo(socket, {
      timers,
      onEvent(event) {
        const read = 'packet' in event ? readPacket(event.packet) : undefined
        if (!read || 'reason' in read) return
        const actionId = valueOf(read.lines, 'ActionID')
        if (actionId === undefined) return
        if (valueOf(read.lines, 'EventList') === 'Complete') lists.of(actionId).complete()
        else lists.of(actionId).rows.push(read.lines)
      },
    })
    const talk = manager
    await logIn(talk, { user: source.user, secret, login: source.login ?? 'challenge' })
    const { ended } = talk
    const ask: Ask = (action, fields) => talk.ask(action, fields)
    // What happens meanwhile on the PBX is nothing to us.
    await ask('Events', { EventMask: 'off' })
    const list = async (action: string, fields?: Readonly<Record<string, string>>): Promise<readonly PacketLines[]> => {
      const response = await ask(action, fields)
      const refusal = refusalOf(response)
      if (refusal !== undefined) throw new PbxProblem(`${action} is refused (${refusal})`)
      const { rows, whole } = lists.of(valueOf(response, 'ActionID') ?? '')
      await inTime(action, whole, ended, timers)
      return rows
    }
    return await work({ ask, list })
  } catch (error) {
    if (error instanceof PbxProblem) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new PbxProblem(message.startsWith(where) ? message : `${where}: ${message}`)
  } finally {
    manager?.end('done')
  }
}

/** A PBX with thousands of endpoints takes a while to list them. */
const listMs = 30_000

function inTime(action: string, whole: Promise<void>, ended: Promise<string>, timers: Timers): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(listMs, () =>
      reject(new PbxProblem(`the list of ${action} was not complete within ${listMs / 1000} s`)),
    )
    void ended.then(reason => reject(new PbxProblem(reason)))
    void whole.then(resolve).finally(cancel)
  })
}

interface EventList {
  readonly rows: PacketLines[]
  readonly whole: Promise<void>
  readonly complete: () => void
}

/** By action. Events may come with the response, before anybody waits for them. */
function newLists(): { readonly of: (actionId: string) => EventList } {
  const known = new Map<string, EventList>()
  return {
    of(actionId) {
      const list = known.get(actionId) ?? newList()
      known.set(actionId, list)
      return list
    },
  }
}

function newList(): EventList {
  let complete: () => void = () => undefined
  const whole = new Promise<void>(resolve => (complete = resolve))
  return { rows: [], whole, complete: () => complete() }
}

/** The interfaces of each queue's members. */
async function shownQueues({ list }: ListingManager): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const queues = new Map<string, Set<string>>()
  for (const row of await list('QueueStatus')) {
    const name = valueOf(row, 'Queue')
    if (name === undefined) continue
    const members = queues.get(name) ?? new Set()
    queues.set(name, members)
    const location = valueOf(row, 'Location')
    if (valueOf(row, 'Event') === 'QueueMember' && location !== undefined) members.add(location)
  }
  return queues
}

/** Where there is none at all Asterisk says so by an error. */
async function shownEndpoints({ list }: ListingManager): Promise<ReadonlySet<string>> {
  const rows = await list('PJSIPShowEndpoints').catch((error: unknown) => {
    if (error instanceof PbxProblem && /no endpoints/i.test(error.message)) return []
    throw error
  })
  return new Set(rows.flatMap(row => valueOf(row, 'ObjectName') ?? []))
}

/** All of ours in the database of the PBX. */
const family = 'ringledger'

async function keptKeys({ list }: ListingManager): Promise<ReadonlyMap<string, string>> {
  const rows = await list('DBGetTree', { Family: family }).catch((error: unknown) => {
    if (error instanceof PbxProblem && /invalid|unknown command/i.test(error.message))
      throw new PbxProblem(`${error.message}: this Asterisk is too old to list its database, 20 and newer can`)
    throw error
  })
  return new Map(
    rows.flatMap(row => {
      const key = valueOf(row, 'Key')
      return key?.startsWith(`/${family}/`) ? [[key.slice(family.length + 2), valueOf(row, 'Val') ?? ''] as const] : []
    }),
  )
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
