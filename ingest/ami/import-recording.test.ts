import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { amiFilter, amiNoise } from '../../domain/pbx/ami-noise.ts'
import { callTag, factStream, type AmiFact } from '../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { importFiles, type ImportOptions } from '../import-files.ts'
import { listQuarantine, retryQuarantined } from '../quarantine.ts'
import { eventsOf, place, tickingClock } from '../testing/rows.ts'

const corpus = path.join(import.meta.dirname, '../../replay-tests/corpus/asterisk-20')
const recording = path.join(corpus, 'ami.jsonl.gz')
const memoryStore = () => createMemoryEventStore({ now: tickingClock() })

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'import-ami-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, lines: readonly string[]): Promise<string> {
  const where = path.join(folder, name)
  await writeFile(where, lines.map(line => `${line}\n`).join(''))
  return where
}

const run = (store: EventStore, ami: readonly string[], options: Partial<ImportOptions> = {}) =>
  importFiles({ store, ...place, clockZone: 'UTC', queueLog: [], cel: [], ami, ...options })

const recordedLines = async (): Promise<string[]> =>
  gunzipSync(await readFile(recording))
    .toString('utf8')
    .trimEnd()
    .split('\n')

/** "VarSet 17155, CEL 11281, ..." of the README beside the recording. */
async function countsOfReadme(): Promise<Map<string, number>> {
  const readme = await readFile(path.join(corpus, 'README.md'), 'utf8')
  const list = /## Manager events\s+(.+)/.exec(readme)?.[1] ?? ''
  return new Map(list.split(', ').map(each => [each.split(' ')[0]!, Number(each.split(' ')[1])]))
}

async function countsOf(store: EventStore): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { data } of await eventsOf(store, 'ami')) {
    const { event } = data as unknown as AmiFact
    counts.set(event, (counts.get(event) ?? 0) + 1)
  }
  return counts
}

describe('the recording of Asterisk 20', () => {
  test('has as many events of each name as its README says, noise left out; again it adds none', async () => {
    const store = memoryStore()
    const all = await countsOfReadme()
    const isNoise = amiFilter(amiNoise)
    const kept = new Map([...all].filter(([event]) => !isNoise(event)))
    const sum = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0)
    const first = await run(store, [recording])
    expect(first).toMatchObject({ read: sum(kept), appended: sum(kept), duplicates: 0, quarantined: 0, warnings: [] })
    expect(first.sources).toMatchObject([{ kind: 'ami', form: 'json', dropped: sum(all) - sum(kept) }])
    expect([...(await countsOf(store))].sort()).toEqual([...kept].sort())
    expect(await run(store, [recording])).toMatchObject({ read: sum(kept), appended: 0, duplicates: sum(kept) })
  })

  test('has every event when nothing is noise, and no name that is not known', async () => {
    const store = memoryStore()
    await run(store, [recording], { amiDrop: [] })
    expect([...(await countsOf(store))].sort()).toEqual([...(await countsOfReadme())].sort())
    const flags = new Set(
      (await eventsOf(store, 'ami')).flatMap(({ data }) => (data as unknown as AmiFact).flags ?? []),
    )
    // FullyBooted and the answers to actions carry no time of their own.
    expect([...flags]).toEqual(['receivedTime'])
  })

  test('is whole after its pieces and any overlap, in any order', async () => {
    const lines = (await recordedLines()).filter(line => /"Event": "(?:Queue|Agent|Hold|Unhold)/.test(line))
    const store = memoryStore()
    for (const [from, to] of [
      [900, 1500],
      [0, 1000],
      [400, 700],
      [0, lines.length],
    ])
      await run(store, [await file(`${from}-${to}`, lines.slice(from, to))])
    const whole = memoryStore()
    await run(whole, [await file('whole', lines)])
    expect(await countsOf(store)).toEqual(await countsOf(whole))
    const times = (events: Awaited<ReturnType<typeof eventsOf>>) => events.map(({ occurredAt }) => occurredAt).sort()
    expect(times(await eventsOf(store, 'ami'))).toEqual(times(await eventsOf(whole, 'ami')))
  })

  test('is found by each channel of a call', async () => {
    const store = memoryStore()
    await run(store, [recording])
    const names = new Set<string>()
    for await (const { events } of store.readTagged([callTag(place.site, place.node, '1795233089.16')]))
      for (const { data } of events) names.add((data as unknown as AmiFact).event)
    expect([...names]).toEqual(
      expect.arrayContaining(['Newchannel', 'QueueCallerJoin', 'AgentConnect', 'Hold', 'Hangup']),
    )
  })
})

const event = (fields: object) => JSON.stringify({ _t: 1795233000.5, Timestamp: '1795233000.25', ...fields })

test('two equal events of one instant are two', async () => {
  const store = memoryStore()
  const twice = await file('twice', [
    event({ Event: 'Hold', Uniqueid: '1.1' }),
    event({ Event: 'Hold', Uniqueid: '1.1' }),
  ])
  expect(await run(store, [twice])).toMatchObject({ appended: 2 })
  expect(await run(store, [twice])).toMatchObject({ appended: 0, duplicates: 2 })
})

test('the same events by two recorders are the same', async () => {
  const store = memoryStore()
  const hold = { Event: 'Hold', Uniqueid: '1.1' }
  await run(store, [await file('one', [event({ ...hold, Privilege: 'call,all' })])])
  const other = await file('other', [event({ ...hold, _t: 1795233000.75, ActionID: 'x' })])
  expect(await run(store, [other])).toMatchObject({ appended: 0, duplicates: 1 })
})

test('a damaged line stops nothing, is quarantined without its secrets, and can be read again', async () => {
  const store = memoryStore()
  const damaged = await file('damaged', [
    event({ Event: 'Hold' }),
    '{"Event": "UserEvent", "Secret": "s3cret", "x',
    event({ Event: 'Unhold' }),
  ])
  expect(await run(store, [damaged])).toMatchObject({ read: 3, appended: 2, quarantined: 1 })
  expect((await listQuarantine({ store, ...place }, { first: 10 })).entries).toMatchObject([
    { kind: 'ami', line: 2, raw: '{"Event": "UserEvent", "Secret": "(withheld)", "x' },
  ])
  expect(await run(store, [damaged])).toMatchObject({ read: 3, appended: 0, duplicates: 3, quarantined: 0 })
})

test('a quarantined packet that is understood later becomes a fact at its own time', async () => {
  const store = memoryStore()
  const raw = 'Event: Hold\nTimestamp: 1795233000.250000\nUniqueid: 1.1'
  await store.append([
    {
      stream: factStream(place.site, place.node, 'quarantine'),
      expected: 'any',
      events: [
        { type: 'RowQuarantined', occurredAt: 1, data: { kind: 'ami', raw, reason: 'none', input: 'ami', line: 1 } },
      ],
    },
  ])
  expect(await retryQuarantined({ store, ...place, clockZone: 'UTC' })).toMatchObject({
    tried: 1,
    released: 1,
    appended: 1,
  })
  expect(await eventsOf(store, 'ami')).toMatchObject([{ occurredAt: 1_795_233_000_250_000, data: { event: 'Hold' } }])
})

test.each([
  ['queueLog', 'holds events of the manager interface; give it with --ami'],
  ['cel', 'holds events of the manager interface; give it with --ami'],
] as const)('a recording that is given as %s is refused with what it is', async (kind, message) => {
  const path = await file('x', [event({ Event: 'Hold' })])
  await expect(run(memoryStore(), [], { [kind]: [path] })).rejects.toThrow(message)
})

test('a queue_log that is given as a recording is refused with what it is', async () => {
  const path = await file('x', ['1795233000|1.1|sales|NONE|ENTERQUEUE||0612345678|1'])
  await expect(run(memoryStore(), [path])).rejects.toThrow('holds queue_log rows; give it with --queue-log')
})
