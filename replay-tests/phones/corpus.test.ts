import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import { secondsOf, type Micros } from '../../domain/kernel/time.ts'
import { decodeAmiJson } from '../../domain/pbx/ami-fact.ts'
import { amiFilter, amiNoise } from '../../domain/pbx/ami-noise.ts'
import { amiEventRecorded, type AmiFact } from '../../domain/pbx/facts.ts'
import { sourceClock } from '../../domain/pbx/source-time.ts'
import { deviceStates } from '../../domain/phones/device-state.ts'
import { openFold } from '../../projections/live-phones/fold.ts'
import { memoryTables, type RecordOf } from '../../projections/queue-visits/testing/memory-tables.ts'

const folder = path.join(import.meta.dirname, '../corpus/asterisk-20')
const file = path.join(folder, 'ami.jsonl.gz')

/** Events of the recording as they lie in the log. */
const heard: readonly (RecordedEvent & { readonly data: AmiFact })[] = (() => {
  const clock = sourceClock('UTC')
  const isDropped = amiFilter(amiNoise)
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
  return lines.flatMap((line, index) => {
    const decoded = decodeAmiJson(line, clock, { isDropped })
    if (!decoded) return []
    if ('reason' in decoded) throw new Error(decoded.reason)
    const at = decoded.at
    const envelope = { id: `e${index}`, schemaVersion: 1, stream: 'facts/lab/pbx1/ami', revision: index }
    const place = { site: 'lab', node: 'pbx1', position: index + 1, occurredAt: at, recordedAt: at }
    return [{ ...envelope, ...place, type: amiEventRecorded, data: decoded.fact }] as never
  })
})()

/** Answers of the PBX to questions. */
const answers = new Set(['QueueParams', 'QueueMember', 'QueueEntry', 'QueueStatusComplete', 'QueueSummary'])

/** As a collector does, the driver asked once at its login: members of before were there then, and no event tells of them. */
const atLogin = (event: RecordedEvent & { readonly data: AmiFact }): boolean =>
  event.data.fields['ActionID'] === 'lab-2'

type Row = RecordOf

interface Standing {
  readonly at: Micros
  readonly event: string
  readonly fields: AmiFact['fields']
  readonly members: readonly Row[]
  readonly devices: ReadonlyMap<Cell | undefined, Row>
  readonly calls: readonly Row[]
  readonly holds: readonly Row[]
}

/** What the picture was whenever the PBX was asked later: what it is compared with, and not made from. */
const standings: Standing[] = []
const after = memoryTables()

beforeAll(async () => {
  const fold = await openFold({ query: () => Promise.resolve({ rows: [] }) })
  let page: RecordedEvent[] = []
  const flush = async () => {
    after.apply(await fold.page(page))
    page = []
  }
  for (const event of heard) {
    if (!answers.has(event.data.event) || atLogin(event)) page.push(event)
    else {
      if (page.length > 0) await flush()
      standings.push({
        at: event.occurredAt,
        event: event.data.event,
        fields: event.data.fields,
        members: after.rows('member'),
        devices: new Map(after.rows('device').map(row => [row['device'], row])),
        calls: after.rows('queue_call'),
        holds: after.rows('hold'),
      })
    }
  }
  await flush()
})

const of = (event: string) => standings.filter(standing => standing.event === event)
const where = ({ at, fields }: Standing) => `${secondsOf(at)} ${fields['Queue'] ?? ''} ${fields['Name'] ?? ''}`

/** What the driver and the manager's events say of a stay; nothing of it was made by the read model. */
interface Stay {
  readonly queue: string
  readonly uniqueid: string
  readonly outcome: string
  readonly agent?: string
  readonly connected?: number
  readonly completed?: number
}
const stays = readFileSync(path.join(folder, 'calls.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as { scenario: string; queues: readonly Stay[] })
  .flatMap(({ scenario, queues }) => queues.map(stay => ({ ...stay, scenario })))

/** Of each call of a queue at an agent, from when to when it rang, and was talked with. */
async function told() {
  const tables = memoryTables()
  const fold = await openFold({ query: () => Promise.resolve({ rows: [] }) })
  const open = new Map<string, Told>()
  const over: Told[] = []
  for (const event of heard) {
    tables.apply(await fold.page([event]))
    const now = new Map(
      tables.rows('queue_call').map(row => [JSON.stringify([row['queue'], row['call_id'], row['agent']]), row]),
    )
    for (const [name, call] of open)
      if (!now.has(name)) {
        over.push({ ...call, to: event.occurredAt })
        open.delete(name)
      }
    for (const [name, row] of now) {
      const { queue, call_id: callId, agent, rang_us: rangAt, answered_us: answeredAt } = row
      open.set(name, { queue, callId, agent, rangAt, answeredAt, to: NaN } as Told)
    }
  }
  return over
}

interface Told {
  readonly queue: string
  readonly callId: string
  readonly agent: string
  readonly rangAt: Micros | null
  readonly answeredAt: Micros | null
  readonly to: Micros
}

describe('the picture made from events and the first answer', () => {
  test('has each member as QueueStatus tells it: name, device, pause, and the state of his telephone', () => {
    expect(of('QueueMember').length).toBeGreaterThan(200)
    for (const standing of of('QueueMember')) {
      const { fields, members, devices } = standing
      const member = members.find(row => row['queue'] === fields['Queue'] && row['interface'] === fields['Location'])
      expect(member, where(standing)).toMatchObject({
        agent: fields['Name'],
        device: fields['StateInterface'],
        is_paused: fields['Paused'] === '1',
      })
      expect(devices.get(fields['StateInterface'])?.['state'], where(standing)).toBe(
        deviceStates[Number(fields['Status'])],
      )
    }
  })

  test('counts the members of each queue, and those who are free, as QueueSummary does', () => {
    expect(of('QueueSummary')).toHaveLength(35)
    for (const standing of of('QueueSummary')) {
      const { fields, devices } = standing
      const members = standing.members.filter(row => row['queue'] === fields['Queue'])
      const stateOf = (row: Row) => devices.get(row['device'])?.['state']
      const present = members.filter(row => stateOf(row) !== 'UNAVAILABLE' && stateOf(row) !== 'INVALID')
      const free = members.filter(row => stateOf(row) === 'NOT_INUSE' && row['is_paused'] === false)
      expect([String(present.length), String(free.length)], where(standing)).toEqual([
        fields['LoggedIn'],
        fields['Available'],
      ])
    }
  })

  test('rings for nobody where QueueSummary counts no caller', () => {
    const quiet = of('QueueSummary').filter(({ fields }) => fields['Callers'] === '0')
    expect(quiet.length).toBeGreaterThan(20)
    for (const standing of quiet) {
      const rings = standing.calls.filter(
        row => row['queue'] === standing.fields['Queue'] && row['answered_us'] === null,
      )
      expect(rings, where(standing)).toEqual([])
    }
  })

  test('holds no call any more when the last one is over', () => {
    expect(standings.at(-1)).toMatchObject({ calls: [], holds: [] })
    expect(standings.some(({ calls }) => calls.length > 0)).toBe(true)
    expect(standings.some(({ holds }) => holds.length > 0)).toBe(true)
  })

  test('shows each conversation of the journal from its connection to its end, having rung before', async () => {
    const calls = await told()
    const answered = stays.filter(({ outcome }) => outcome === 'answered')
    expect(answered.length).toBeGreaterThan(100)
    for (const { scenario, queue, uniqueid, agent, connected = NaN, completed } of answered) {
      const label = `${uniqueid} ${queue} ${agent ?? ''}`
      const own = calls.filter(each => each.queue === queue && each.callId === uniqueid && each.agent === agent)
      const call = own.find(({ answeredAt }) => answeredAt !== null)
      expect(Math.abs(secondsOf(call?.answeredAt ?? NaN) - connected), label).toBeLessThan(0.01)
      const ring = own.findLast(({ answeredAt }) => answeredAt === null)
      expect(ring?.rangAt ?? Infinity, label).toBeLessThan(connected * 1e6)
      // The caller leaves the queue some milliseconds before he is connected. A phone that passes the call on rings no more.
      if (scenario !== 'queue_member_forwards')
        expect(Math.abs(secondsOf(ring?.to ?? NaN) - connected), label).toBeLessThan(0.5)
      if (completed !== undefined) expect(Math.abs(secondsOf(call?.to ?? NaN) - completed), label).toBeLessThan(0.05)
    }
  })

  test('is empty once Asterisk has stopped', () => {
    for (const table of ['member', 'device', 'hold', 'queue_call']) expect(after.rows(table), table).toEqual([])
  })
})
