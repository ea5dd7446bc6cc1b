import type { Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { PhoneChange } from '../../domain/phones/phone-changes.ts'
import { holdTable, type RowOf, type TableShape } from '../directory/held-table.ts'
import { isOf, removeWhere } from './rows-of-node.ts'

const place = ['site', 'node'] as const

const memberTable = {
  table: 'member',
  key: [...place, 'queue', 'interface'],
  columns: [...place, 'queue', 'interface', 'agent', 'device', 'is_paused'],
} as const satisfies TableShape<string>

const deviceTable = {
  table: 'device',
  key: [...place, 'device'],
  columns: [...place, 'device', 'state', 'since_us'],
} as const satisfies TableShape<string>

const holdShape = {
  table: 'hold',
  key: [...place, 'unique_id'],
  columns: [...place, 'unique_id', 'device', 'since_us'],
} as const satisfies TableShape<string>

const callTable = {
  table: 'queue_call',
  key: [...place, 'queue', 'call_id', 'agent'],
  columns: [...place, 'queue', 'call_id', 'agent', 'unique_id', 'rang_us', 'answered_us'],
} as const satisfies TableShape<string>

type CallRow = RowOf<(typeof callTable.columns)[number]>

/** What changes a part of the picture, and not the whole. */
type PartChange = Exclude<PhoneChange, { type: 'STARTED' | 'STOPPED' }>

/** The telephones of members, what they ring for, and what is on hold: small enough to be held in memory whole. */
interface Picture {
  change(site: string, node: string, change: PartChange, at: Micros): void
  /** Nothing is known of the PBX any more. */
  forget(site: string, node: string): void
  takeWrites(): readonly (TableWrite | undefined)[]
}

export async function openPicture(sql: Queryable): Promise<Picture> {
  const members = await holdTable(sql, memberTable)
  const devices = await holdTable(sql, deviceTable)
  const holds = await holdTable(sql, holdShape)
  const calls = await holdTable(sql, callTable)

  function forget(site: string, node: string): void {
    removeWhere(members, isOf(site, node), ({ queue, interface: address }) => [site, node, queue, address])
    removeWhere(devices, isOf(site, node), ({ device }) => [site, node, device])
    removeWhere(holds, isOf(site, node), ({ unique_id: uniqueId }) => [site, node, uniqueId])
    removeCalls(site, node, () => true)
  }

  function removeCalls(site: string, node: string, which: (call: CallRow) => boolean): void {
    const isOne = (call: CallRow) => isOf(site, node)(call) && which(call)
    removeWhere(calls, isOne, call => [site, node, call.queue, call.call_id, call.agent])
  }

  /** A device that no queue asks about is nobody's: Asterisk tells of its own (`Queue:sales_avail`, `MWI:1104@default`) too. */
  function setDevice(site: string, node: string, device: string, state: string, at: Micros | null): void {
    const known = devices.get(site, node, device)
    if (known && known.state !== state) devices.put({ site, node, device, state, since_us: at })
  }

  function setMember(site: string, node: string, change: PartChange & { type: 'MEMBER' }): void {
    const { queue, interface: address, agent, device, paused, state } = change
    const known = members.get(site, node, queue, address)
    if (known?.agent !== agent || known.device !== device || known.is_paused !== paused)
      members.put({ site, node, queue, interface: address, agent, device, is_paused: paused })
    if ((devices.get(site, node, device)?.state ?? 'UNKNOWN') === 'UNKNOWN')
      devices.put({ site, node, device, state, since_us: null })
  }

  function change(site: string, node: string, news: PartChange, at: Micros): void {
    switch (news.type) {
      case 'MEMBER':
        return setMember(site, node, news)
      case 'MEMBER_REMOVED':
        return members.remove(site, node, news.queue, news.interface)
      case 'DEVICE':
        return setDevice(site, node, news.device, news.state, at)
      case 'HELD':
        if (devices.get(site, node, news.device) && !holds.get(site, node, news.uniqueId))
          holds.put({ site, node, unique_id: news.uniqueId, device: news.device, since_us: at })
        return
      case 'UNHELD':
        return holds.remove(site, node, news.uniqueId)
      case 'RINGS':
      case 'ANSWERED':
        return setCall(site, node, news, at)
      case 'RING_ENDED':
        return calls.remove(site, node, news.queue, news.callId, news.agent)
      case 'CALL_ENDED':
        return removeCalls(
          site,
          node,
          ({ queue, agent, call_id: callId, answered_us: answered }) =>
            queue === news.queue &&
            agent === news.agent &&
            (callId === news.callId || (news.callId === '' && answered !== null)),
        )
      case 'CALLER_LEFT':
        return removeCalls(
          site,
          node,
          ({ queue, call_id: callId, answered_us: answered }) =>
            answered === null && queue === news.queue && callId === news.callId,
        )
      case 'HUNG_UP':
        holds.remove(site, node, news.uniqueId)
        return removeCalls(
          site,
          node,
          ({ call_id: callId, unique_id: uniqueId, answered_us: answered }) =>
            callId === news.uniqueId || (answered === null && uniqueId === news.uniqueId),
        )
    }
  }

  function setCall(site: string, node: string, news: PartChange & { type: 'RINGS' | 'ANSWERED' }, at: Micros): void {
    const { queue, callId, agent, uniqueId } = news
    const known = calls.get(site, node, queue, callId, agent)
    const isAnswered = news.type === 'ANSWERED'
    calls.put({
      site,
      node,
      queue,
      call_id: callId,
      agent,
      unique_id: uniqueId,
      rang_us: isAnswered ? (known?.rang_us ?? null) : at,
      answered_us: isAnswered ? at : null,
    })
  }

  return {
    change,
    forget,
    takeWrites: () => [members, devices, holds, calls].map(table => table.takeWrites()),
  }
}
