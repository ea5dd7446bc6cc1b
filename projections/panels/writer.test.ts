import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { PanelDocument } from '../../domain/panels/document.ts'
import type { PanelIndex } from '../../domain/panels/panel-index.ts'
import { recordsPurged } from '../../domain/retention/purge.ts'
import { createMemoryPanelIndex } from '../../infra/panel-index/memory.ts'
import { createPostgresPanelIndex } from '../../infra/panel-index/postgres.ts'
import { arbitraryLog as arbitraryCalls, correction, recordedContacts } from '../calls/testing/arbitrary-log.ts'
import { arbitraryLog as arbitraryStays } from '../queue-visits/testing/arbitrary-log.ts'
import { factsFrom, siteRegistered } from '../queue-visits/testing/folding.ts'
import { decided } from './testing/configured-events.ts'
import { documentsIn, panelsDatabase, type PanelsDatabase } from './testing/panels-database.ts'

let database: PanelsDatabase
beforeAll(async () => {
  database = await panelsDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.empty())

/** Appends the events, folds them, writes the documents. */
async function take(index: PanelIndex, events: readonly NewEvent[]): Promise<void> {
  await database.append(events)
  await database.fold()
  await database.writerTo(index).catchUp()
}

const answered = `
  time         | callid         | queue | agent      | event         | data
  1795233102   | 1795233102.1   | sales | NONE       | ENTERQUEUE    | |0612345678|1
  1795233106.5 | 1795233102.1   | sales | Agent/8001 | CONNECT       | 4|1795233103.2|3
  1795233166   | 1795233102.1   | sales | Agent/8001 | COMPLETEAGENT | 4|60|1
  1795233170   | NONE           | NONE  | Agent/8001 | PAUSEALL      | lunch`

test('each row has a document that names its visit, the visit and the call have one each', async () => {
  const index = createPostgresPanelIndex(database.pool)
  await take(index, factsFrom(answered))
  const documents = await documentsIn(index)
  expect(documents.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'CALL paris/pbx1/1795233102.1',
    'ROW paris/pbx1/1',
    'ROW paris/pbx1/2',
    'ROW paris/pbx1/3',
    'ROW paris/pbx1/4',
    'VISIT paris/pbx1/1795233102.1/1',
  ])
  const visit = 'paris/pbx1/1795233102.1/1'
  expect(documents.slice(1, 5).map(({ attributes }) => attributes['queuecallid'])).toEqual([
    visit,
    visit,
    visit,
    undefined,
  ])
  expect(documents.at(-1)).toMatchObject({ outcome: 'ANSWERED', wait: 4_500_000, talk: 59_500_000, version: 3 })
  expect(documents[0]).toMatchObject({ outcome: 'ANSWERED', version: 3, queues: ['paris/sales'] })
  expect(await index.checkpoint()).toEqual({ position: 4, meaning: expect.stringContaining('queue_visits') as string })
})

test('a purge takes the documents before its bound, and what is written of that time later is not written', async () => {
  const index = createPostgresPanelIndex(database.pool)
  await take(index, factsFrom(answered))
  const before = { panelDocuments: second(1795233106) }
  const data = { type: recordsPurged, site: 'paris', before, rows: {}, legalBasis: null }
  await take(index, [{ type: recordsPurged, occurredAt: second(1795300000), site: 'paris', data }])
  const kept = ['ROW paris/pbx1/2', 'ROW paris/pbx1/3', 'ROW paris/pbx1/4']
  const namesOf = async (of: PanelIndex) => (await documentsIn(of)).map(({ kind, id }) => `${kind} ${id}`)
  expect(await namesOf(index)).toEqual(kept)
  await take(
    index,
    factsFrom(`
      time       | callid         | queue | agent | event      | data
      1795233101 | 1795233101.9   | sales | NONE  | ENTERQUEUE | |0612345678|1
      1795233105 | 1795233101.9   | sales | NONE  | ABANDON    | 1|1|4`),
  )
  expect(await namesOf(index)).toEqual(kept)
  await database.writerTo(index).rebuild()
  expect(await namesOf(index)).toEqual(kept)
})

const second = (at: number) => at * 1_000_000

/** Before the call of `answered`, in its middle and behind it. */
const configured = () =>
  decided([
    [second(1795233000), { defineContext: { name: 'default', displayName: 'Default' } }],
    [second(1795233001), { defineQueue: { name: 'sales', displayName: 'Sales' } }],
    [second(1795233002), { defineAgentGroup: { name: 'days', displayName: 'By day' } }],
    [
      second(1795233003),
      { defineAgent: { number: '8001', firstName: 'Ann', lastName: 'Roux', group: 'days', context: 'default' } },
    ],
    [second(1795233110), { changeAgent: { number: '8001', lastName: 'Martin' } }],
    [second(1795233200), { changeQueue: { name: 'sales', displayName: 'Sales Europe' } }],
    [second(1795233201), { removeAgent: { number: '8001' } }],
  ])

test('documents have the names of their time, and keep them when people are renamed or leave', async () => {
  const index = createPostgresPanelIndex(database.pool)
  const [enter, connect, complete, paused] = factsFrom(answered)
  const steps = configured()
  const before = steps.slice(0, 4).flat()
  await take(index, [...before, enter!, connect!, ...steps.slice(4, 5).flat(), complete!, paused!])
  const told = await documentsIn(index)
  expect(
    told.map(({ kind, queueNames, groups, attributes: names }) => [
      kind,
      ...queueNames,
      ...groups,
      names['agentname'] ?? names['agentnames'],
      names['groupname'] ?? names['groupnames'],
      names['groupdisplayname'] ?? names['groupdisplaynames'],
    ]),
  ).toEqual([
    ['CALL', 'paris/Sales', 'paris/days', ['Ann Roux'], ['days'], ['By day']],
    ['ROW', 'paris/Sales', undefined, undefined, undefined],
    ['ROW', 'paris/Sales', 'paris/days', 'Ann Roux', 'days', 'By day'],
    ['ROW', 'paris/Sales', 'paris/days', 'Ann Martin', 'days', 'By day'],
    ['ROW', 'paris/days', 'Ann Martin', 'days', 'By day'],
    ['VISIT', 'paris/Sales', 'paris/days', 'Ann Roux', 'days', 'By day'],
  ])
  await take(index, steps.slice(5).flat())
  expect(await documentsIn(index)).toEqual(told)
  expect(await database.writtenAtOnce()).toEqual(told)
})

test('names are those that the log told before: a clock of a PBX that is ahead finds none of the future', async () => {
  const [enter, ...others] = factsFrom(answered)
  const [context, queue] = configured()
  await sameInPieces([enter!, ...context!, ...queue!], [1], [])
  const index = createMemoryPanelIndex()
  await database.writerTo(index).catchUp()
  expect((await documentsIn(index)).map(({ queueNames }) => queueNames)).toEqual(Array(3).fill(['paris/sales']))
  // A later row has a say in the call: with it the documents know what the log has told by then.
  await take(index, others)
  expect((await documentsIn(index)).flatMap(({ queueNames }) => queueNames)).toEqual(Array(5).fill('paris/Sales'))
})

test('a row that comes later corrects the visit, the call and what its other rows name', async () => {
  const index = createMemoryPanelIndex()
  const [enter, connect, complete] = factsFrom(answered)
  await take(index, [connect!, complete!])
  expect((await documentsIn(index)).find(({ kind }) => kind === 'VISIT')).toMatchObject({
    attributes: { flags: ['inferredEntry'] },
  })
  await take(index, [enter!])
  expect(await documentsIn(index)).toEqual(await database.writtenAtOnce())
  expect((await documentsIn(index)).find(({ kind }) => kind === 'VISIT')).toMatchObject({ wait: 4_500_000, version: 3 })
})

test('an end under another callid is one with the conversation, also when the conversation is told later', async () => {
  const index = createMemoryPanelIndex()
  const [, enter, connect, ghost] = factsFrom(`
    time       | callid        | queue | agent      | event          | data
    1795233100 | 1795233100.9  | sales | NONE       | DID            | 0123456001
    1795233102 | 1795233102.1  | sales | NONE       | ENTERQUEUE     | |0612345678|1
    1795233106 | 1795233102.1  | sales | Agent/8001 | CONNECT        | 4|1795233103.2|3
    1795233166 | 1795233102.19 | sales | Agent/8001 | COMPLETECALLER | 4|60|1`)
  await take(index, [ghost!])
  expect((await documentsIn(index)).filter(({ kind }) => kind === 'VISIT')).toHaveLength(1)
  await take(index, [enter!, connect!])
  const documents = await documentsIn(index)
  expect(documents.filter(({ kind }) => kind === 'VISIT').map(({ id }) => id)).toEqual(['paris/pbx1/1795233102.1/1'])
  expect(documents.find(({ id }) => id === 'paris/pbx1/1')).toMatchObject({
    attributes: { queuecallid: 'paris/pbx1/1795233102.1/1' },
  })
  expect(documents).toEqual(await database.writtenAtOnce())
})

test('a start of the PBX ends what went on, though no row of its calls says so', async () => {
  const index = createMemoryPanelIndex()
  const [enter] = factsFrom(answered)
  await take(index, [enter!])
  await take(
    index,
    factsFrom(`
    time       | callid | queue | agent | event      | data
    1795240000 | NONE   | NONE  | NONE  | QUEUESTART |`),
  )
  expect((await documentsIn(index)).filter(({ kind }) => kind === 'VISIT')).toMatchObject([
    { outcome: 'LOST_SYSTEM', version: 2 },
  ])
  expect(await documentsIn(index)).toEqual(await database.writtenAtOnce())
})

test('what people say about a call reaches its document: tags, and that its figures do not count', async () => {
  const index = createMemoryPanelIndex()
  const rows = factsFrom(answered)
  await take(index, rows)
  const told = [
    correction(rows[0]!, { type: 'CallAnnotated', note: null, addedTags: ['vip'], removedTags: [] }, 1),
    correction(rows[0]!, { type: 'CallExcluded', reason: 'TEST', text: null, keys: [], range: null }, 2),
  ]
  await take(index, told)
  expect((await documentsIn(index)).find(({ kind }) => kind === 'CALL')).toMatchObject({
    version: 6,
    attributes: { tags: ['vip'], exclusionreason: 'TEST' },
  })
})

test('a call that is excluded from the figures is so with its visits and rows, and counts again with them', async () => {
  const index = createMemoryPanelIndex()
  const rows = factsFrom(`
    time       | callid       | queue | agent | event      | data
    1795233102 | 1795233102.1 | sales | NONE  | ENTERQUEUE | |0612345678|1
    1795233103 | 1795233103.7 | sales | NONE  | ENTERQUEUE | |0612345679|2
    1795233106 | 1795233102.1 | sales | NONE  | ABANDON    | 1|1|4
    1795233107 | 1795233103.7 | sales | NONE  | ABANDON    | 1|2|4`)
  await take(index, rows)
  const keys = ['1795233102.1', '1795233102.2']
  const excluded = async () =>
    (await documentsIn(index)).filter(document => document.excluded).map(({ kind, id }) => `${kind} ${id}`)
  await take(index, [correction(rows[0]!, { type: 'CallExcluded', reason: 'TEST', text: null, keys, range: null }, 1)])
  expect(await excluded()).toEqual([
    'CALL paris/pbx1/1795233102.1',
    'ROW paris/pbx1/1',
    'ROW paris/pbx1/3',
    'VISIT paris/pbx1/1795233102.1/1',
  ])
  expect(await documentsIn(index)).toEqual(await database.writtenAtOnce())
  await take(index, [correction(rows[0]!, { type: 'CallIncluded', keys }, 2)])
  expect(await excluded()).toEqual([])
  expect(await documentsIn(index)).toEqual(await database.writtenAtOnce())
})

/** An index whose writer dies between a page and its checkpoint, or before the page has arrived, at the given turns. */
function dying(index: PanelIndex, deaths: Set<number>): PanelIndex {
  let turn = 0
  return {
    ...index,
    async write(changes) {
      if (deaths.has(turn++)) {
        await index.write(changes.slice(0, changes.length / 2))
        throw new Error('the writer died in the middle of a page')
      }
      await index.write(changes)
    },
    moveTo(standing) {
      if (deaths.has(turn++)) return Promise.reject(new Error('the writer died before its checkpoint'))
      return index.moveTo(standing)
    },
  }
}

async function sameInPieces(events: readonly NewEvent[], sizes: readonly number[], deaths: readonly number[]) {
  await database.empty()
  const index = createMemoryPanelIndex()
  const writer = database.writerTo(dying(index, new Set(deaths)))
  for (let from = 0, turn = 0; from < events.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    await database.append(events.slice(from, from + size))
    await database.fold()
    from += size
    if (turn % 3 === 2 && from < events.length) continue // the read models may be ahead of the writer
    for (let tries = 0; tries < 9; tries++)
      if (
        await writer.catchUp().then(
          () => true,
          () => false,
        )
      )
        break
  }
  const inPieces = await documentsIn(index)
  const atOnce = await database.writtenAtOnce()
  expect(inPieces.map(withoutVersion)).toEqual(atOnce.map(withoutVersion))
  // What two calls had to do with each other, until a later row told better, has written their documents once more: newer, never older.
  const older = inPieces.filter(({ version }, place) => version < (atOnce[place]?.version ?? Infinity))
  expect(older).toEqual([])
}

const withoutVersion = ({ version: _, ...document }: PanelDocument): Omit<PanelDocument, 'version'> => document

const pieces = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 5 })
const deaths = fc.array(fc.nat(12), { maxLength: 3 })

test('stays in any order, with late rows, ghosts and restarts: in pieces with crashes as at once', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStays(300), pieces, deaths, (events, sizes, at) => sameInPieces(events, sizes, at)),
    { numRuns: 8 },
  )
}, 180_000)

test('calls as they were recorded, cut, tied together and late: in pieces with crashes as at once', async () => {
  const contacts = await recordedContacts()
  await fc.assert(
    fc.asyncProperty(arbitraryCalls(contacts), pieces, deaths, (events, sizes, at) => sameInPieces(events, sizes, at)),
    { numRuns: 6 },
  )
}, 180_000)

test('an index that lost documents gets them back when the part of the log is written once more', async () => {
  const index = createPostgresPanelIndex(database.pool)
  await take(index, [siteRegistered(), ...factsFrom(answered)])
  const before = await documentsIn(index)
  await database.pool.query(`DELETE FROM panels.document_1 WHERE id IN ('paris/pbx1/3', 'paris/pbx1/1795233102.1/1')`)
  await database.writerTo(index).rewrite({ after: 2, upTo: 99 })
  expect(await documentsIn(index)).toEqual(before)
  expect((await index.checkpoint()).position).toBe(5)
})

test('a rebuild makes the index anew beside, and what does not belong there is gone', async () => {
  const index = createPostgresPanelIndex(database.pool)
  await take(index, factsFrom(answered))
  const before = await documentsIn(index)
  const [stranger] = before
  await index.write([{ change: 'WRITE', document: { ...stranger!, id: 'paris/pbx1/stranger' } }])
  const seen: number[] = []
  await database.writerTo(index).rebuild({ onProgress: ({ position }) => seen.push(position) })
  expect(await documentsIn(index)).toEqual(before)
  expect(seen.at(-1)).toBe(4)
})

test('an index made by other rules is made anew by itself', async () => {
  const index = createMemoryPanelIndex()
  await take(index, factsFrom(answered))
  await index.write([{ change: 'REMOVE', kind: 'ROW', id: 'paris/pbx1/1', version: 99 }])
  await index.moveTo({ position: 4, meaning: 'panels 0' })
  await database.writerTo(index).catchUp()
  expect(await documentsIn(index)).toEqual(await database.writtenAtOnce())
})

test('nothing is written before the read models are there', async () => {
  const index = createMemoryPanelIndex()
  await database.append(factsFrom(answered))
  expect(await database.writerTo(index).catchUp()).toEqual({ position: 0, meaning: '' })
})
