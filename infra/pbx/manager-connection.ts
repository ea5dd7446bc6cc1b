import { messageOf } from '../../domain/kernel/error-message.ts'
import { PbxProblem } from '../../domain/roll-out/pbx.ts'
import type { AmiSource } from '../../domain/sites/ami-source.ts'
import { connectToManager } from '../../ingest/ami/connect.ts'
import { logIn, refusalOf } from '../../ingest/ami/log-in.ts'
import { talkTo, type Manager } from '../../ingest/ami/manager.ts'
import { readPacket, valueOf, type PacketLines } from '../../ingest/ami/packets.ts'
import { readSecret } from '../../ingest/ami/secret.ts'
import type { Timers } from '../../ingest/ami/timers.ts'

export type Ask = (action: string, fields?: Readonly<Record<string, string>>) => Promise<PacketLines>

export interface ListingManager {
  readonly ask: Ask
  /**
   * What is picked from the events that answer an action, so that no more of thousands of them is kept.
   * @throws PbxProblem when it is refused
   */
  readonly list: <T>(
    action: string,
    pick: (row: PacketLines) => readonly T[],
    fields?: Readonly<Record<string, string>>,
  ) => Promise<readonly T[]>
}

/** Opens a connection for some work. None is kept that a reload could break. @throws PbxProblem */
export async function withManager<T>(
  source: AmiSource,
  timers: Timers,
  work: (manager: ListingManager) => Promise<T>,
): Promise<T> {
  const where = `${source.host}:${source.port}`
  const lists = newLists()
  let picker: (row: PacketLines) => readonly unknown[] = () => []
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
        else lists.of(actionId).picked.push(...picker(read.lines))
      },
    })
    const talk = manager
    await logIn(talk, { user: source.user, secret, login: source.login ?? 'challenge' })
    const { ended } = talk
    const ask: Ask = (action, fields) => talk.ask(action, fields)
    // What happens meanwhile on the PBX is nothing to us.
    await ask('Events', { EventMask: 'off' })
    const list = async <T>(
      action: string,
      pick: (row: PacketLines) => readonly T[],
      fields?: Readonly<Record<string, string>>,
    ): Promise<readonly T[]> => {
      // One list at a time: the next one is asked for when this one is whole.
      picker = pick
      const response = await ask(action, fields)
      const refusal = refusalOf(response)
      if (refusal !== undefined) throw new PbxProblem(`${action} is refused (${refusal})`)
      // Where there is nothing to list some actions say so by a mere success (app_voicemail.c).
      if (valueOf(response, 'EventList') === undefined) return []
      const { picked, whole } = lists.of(valueOf(response, 'ActionID') ?? '')
      await inTime(action, whole, ended, timers)
      return picked as T[]
    }
    return await work({ ask, list })
  } catch (error) {
    if (error instanceof PbxProblem) throw error
    const message = messageOf(error)
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
  readonly picked: unknown[]
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
  return { picked: [], whole, complete: () => complete() }
}
