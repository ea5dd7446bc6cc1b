import { beforeAll, expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import { memoryTables } from '../queue-visits/testing/memory-tables.ts'
import { contactTables, type ContactTable } from './contacts/contact-tables.ts'
import { saidBy, type Correction } from './corrections.ts'
import { foldOver } from './fold.ts'
import { correction, recordedContacts, type Said } from './testing/arbitrary-log.ts'
import { cramped, folded } from './testing/folding.ts'
import { logOf } from './testing/log.ts'
import { storedInMemory } from './testing/stored-in-memory.ts'

let contacts: readonly (readonly NewEvent[])[] = []

beforeAll(async () => {
  contacts = await recordedContacts()
}, 120_000)

const excluded: Said = { type: 'CallExcluded', reason: 'TEST', text: 'line test', keys: [], range: null }
const included: Said = { type: 'CallIncluded', keys: [] }
const annotated: Said = { type: 'CallAnnotated', note: 'Angry', addedTags: ['vip'], removedTags: [] }
const noted: Said = { type: 'CallAnnotated', note: 'Called twice', addedTags: [], removedTags: [] }
const attached: Said = { type: 'CallDataAttached', key: 'case', value: '17' }

type Record = Readonly<{ [column: string]: Cell }>

/** The rows of a table after the log, folded in small pages by folds that remember nothing. */
async function tableOf(table: ContactTable, events: readonly NewEvent[]): Promise<readonly Record[]> {
  const tables = await folded(logOf(events), { sizes: [7], capacity: cramped, reopen: page => page % 3 === 2 })
  return (tables.dump()[table] ?? []).map(cells =>
    Object.fromEntries(contactTables[table].columns.map((column, index) => [column, cells[index] ?? null])),
  )
}

const aCall = (): readonly NewEvent[] => contacts.find(rows => rows.length > 20) ?? []

const about = (rows: readonly NewEvent[], event: Said): NewEvent => {
  const [row] = rows
  if (!row) throw new Error('there is no row to say something about')
  return correction(row, event, 1_795_300_000_000_000)
}

test('a call has its tags, its exclusion and its data, whether they were said before its rows or behind', async () => {
  const rows = aCall()
  const said = [annotated, excluded, attached].map(event => about(rows, event))
  for (const events of [
    [...said, ...rows],
    [...rows, ...said],
    [...rows.slice(0, 9), ...said, ...rows.slice(9)],
  ]) {
    expect(await tableOf('call', events)).toMatchObject([
      {
        tags: ['vip'],
        exclusion_reason: 'TEST',
        exclusion_text: 'line test',
        excluded_us: 1_795_300_000_000_000,
        excluded_by: 'Ana',
      },
    ])
    expect(await tableOf('contact', events)).toMatchObject([{ is_excluded: true, rows: rows.length }])
    expect((await tableOf('attached_data', events)).at(-1)).toMatchObject({
      key: 'case',
      value: '17',
      by_command: true,
      actor: 'Ana',
    })
  }
})

test('what was said about a call of which no row has come is kept, and makes no call', async () => {
  const events = [about(aCall(), excluded)]
  expect(await tableOf('call', events)).toEqual([])
  expect(await tableOf('contact', events)).toMatchObject([{ call_us: null, rows: 0, is_excluded: true }])
  expect(await tableOf('correction', events)).toHaveLength(1)
})

test('an included call counts again, and what else was said of it stays', async () => {
  const rows = aCall()
  const events = [...rows, ...[annotated, excluded, included].map(event => about(rows, event))]
  expect(await tableOf('call', events)).toMatchObject([{ tags: ['vip'], exclusion_reason: null, excluded_us: null }])
  expect(await tableOf('contact', events)).toMatchObject([{ is_excluded: false }])
  expect(await tableOf('correction', events)).toHaveLength(3)
})

test('each note on a call is written with the row of the call, by whose time is seen whether it may be kept', async () => {
  const rows = aCall()
  const { events, ...log } = logOf([...rows, about(rows, noted), about(rows, noted)])
  const fold = await foldOver(storedInMemory(memoryTables()), log)
  for (const page of [events.slice(0, -2), events.slice(-2, -1), events.slice(-1)]) {
    const writes = [...(await fold.page(page)), ...(fold.keptBack?.() ?? [])]
    const call = writes.find(({ table }) => table === 'call')
    expect([...(call?.insert ?? []), ...(call?.replace ?? [])]).toHaveLength(1)
  }
})

test('two contacts that turn out to be one call keep what was said about each', async () => {
  const rows = aCall()
  const names = new Set(rows.flatMap(({ tags = [] }) => tags))
  const other = [...names].map(tag => tag.slice(tag.lastIndexOf('/') + 1)).at(-1) ?? ''
  const [first] = rows
  const ofOther = rows.find(({ tags = [] }) => tags.some(tag => tag.endsWith(`/${other}`)))
  expect(names.size).toBeGreaterThan(1)
  if (!first || !ofOther) throw new Error('the call has one channel only')
  const early = { ...about([first], excluded) }
  const data = { ...(about([ofOther], annotated).data as object), callId: other }
  const late = { ...about([ofOther], annotated), data, tags: [`call:paris/pbx1/${other}`] }
  expect(await tableOf('contact', [early, late])).toHaveLength(2)
  expect(await tableOf('call', [early, late, ...rows])).toMatchObject([{ tags: ['vip'], exclusion_reason: 'TEST' }])
})

test('the last word counts', () => {
  const nothing = { actor: null, reason: null, text: null, addedTags: [], removedTags: [], key: null, value: null }
  const saying = (position: number, more: Partial<Correction>): Correction => ({
    ...nothing,
    position,
    at: position,
    kind: 'ANNOTATED',
    ...more,
  })
  expect(
    saidBy([
      saying(1, { addedTags: ['a', 'b'] }),
      saying(2, { kind: 'EXCLUDED', reason: 'TEST' }),
      saying(3, { removedTags: ['a'], addedTags: ['c'] }),
      saying(4, { kind: 'EXCLUDED', reason: 'DUPLICATE' }),
    ]),
  ).toMatchObject({ tags: ['b', 'c'], exclusion: { position: 4, reason: 'DUPLICATE' }, attached: [] })
})
