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

const file = path.join(import.meta.dirname, '../corpus/asterisk-20/ami.jsonl.gz')

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

  test('is empty once Asterisk has stopped', () => {
    for (const table of ['member', 'device', 'hold', 'queue_call']) expect(after.rows(table), table).toEqual([])
  })
})
