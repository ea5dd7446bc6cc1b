import fc from 'fast-check'
import { contactsOf } from '../../../domain/calls/rows/contacts.ts'
import type { CorrectionEvent } from '../../../domain/calls/corrections.ts'
import type { NewEvent, Position, RecordedEvent } from '../../../domain/kernel/event.ts'
import { amiCallIds } from '../../../domain/pbx/ami-fact.ts'
import {
  amiEventRecorded,
  callTag,
  celRowRecorded,
  queueLogRowRecorded,
  type AmiFact,
  type CelFact,
  type QueueLogFact,
} from '../../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { importFiles } from '../../../ingest/import-files.ts'
import type { ContactFacts } from '../contacts/contacts.ts'
import { noCorrections } from '../corrections.ts'
import { addRow, intakeOf } from '../intake.ts'

const folder = 'replay-tests/corpus/asterisk-20'

/** Everything that the recorded PBX told of calls, by contact: what a log is put together from. */
export async function recordedContacts(): Promise<readonly (readonly NewEvent[])[]> {
  const store = createMemoryEventStore()
  const files = {
    queueLog: [`${folder}/queue_log_table.csv`],
    cel: [`${folder}/cel.csv`],
    ami: [`${folder}/ami.jsonl.gz`],
  }
  await importFiles({ store, site: 'paris', node: 'pbx1', clockZone: 'UTC', ...files })
  const events = new Map<Position, RecordedEvent>()
  const facts: ContactFacts = { cel: [], queueLog: [], ami: [] }
  for await (const page of store.readAll({ types: [celRowRecorded, queueLogRowRecorded, amiEventRecorded] }))
    for (const event of page.events) {
      const row = intakeOf(event)
      if (!row) continue
      addRow({ facts, corrections: noCorrections }, row)
      events.set(event.position, event)
    }
  return contactsOf(facts).map(({ cel, queueLog, ami }) =>
    [...cel, ...queueLog, ...ami].flatMap(({ position }) => {
      const event = events.get(position)
      return event ? [newEvent(event)] : []
    }),
  )
}

function newEvent({ type, data, occurredAt, site = '', node = '' }: RecordedEvent): NewEvent {
  return { type, data, occurredAt, site, node, tags: tagsOf(type, data).map(key => callTag(site, node, key)) }
}

function tagsOf(type: string, data: NewEvent['data']): readonly string[] {
  if (type === queueLogRowRecorded) return [(data as unknown as QueueLogFact).callid]
  if (type === amiEventRecorded) return amiCallIds(data as unknown as AmiFact)
  const { uniqueid, linkedid } = data as unknown as CelFact
  return [...new Set([uniqueid, linkedid])].filter(id => id !== '')
}

const onNode = (event: NewEvent, node: string): NewEvent => ({
  ...event,
  node,
  tags: (event.tags ?? []).map(tag => tag.replace('/pbx1/', `/${node}/`)),
})

export const restart = (at: number, node: string): NewEvent => ({
  type: queueLogRowRecorded,
  data: { raw: '', form: 'table', callid: 'NONE', queue: 'NONE', agent: 'NONE', event: 'QUEUESTART', data: [] },
  occurredAt: at,
  site: 'paris',
  node,
})

/** Everything that can be said about a call. */
export const said = [
  { type: 'CallAnnotated', note: 'line test', addedTags: ['test', 'line 2'], removedTags: [] },
  { type: 'CallAnnotated', note: null, addedTags: ['vip'], removedTags: ['test'] },
  { type: 'CallExcluded', reason: 'TEST', text: 'line test', keys: [], range: null },
  { type: 'CallExcluded', reason: 'CLOCK_ERROR', text: null, keys: [], range: null },
  { type: 'CallIncluded', keys: [] },
  { type: 'CallDataAttached', key: 'color', value: 'green' },
] as const satisfies readonly Said[]

export type Said = CorrectionEvent extends infer E
  ? E extends CorrectionEvent
    ? Omit<E, 'site' | 'node' | 'callId'>
    : never
  : never

/** By one of the names of the call that the row is of: it may not be the one that it ends with. */
export function correction(about: NewEvent, event: Said | undefined, at: number): NewEvent {
  const { site = '', node = '' } = about
  const [callId = ''] = tagsOf(about.type, about.data)
  const { type, ...data } = event ?? said[0]
  return {
    type,
    site,
    node,
    actor: 'Ana',
    occurredAt: at,
    data: { type, site, node, callId, ...data } as NewEvent['data'],
    tags: [callTag(site, node, callId)],
  }
}

/** A row that ties the channel of one row to the linkedid of another: two contacts become one. */
function tie(one: NewEvent, other: NewEvent): NewEvent {
  const [uniqueid = ''] = tagsOf(one.type, one.data)
  const linkedid = tagsOf(other.type, other.data).at(-1) ?? ''
  const data = { ...(blankCel as object), uniqueid, linkedid }
  return newEvent({
    ...({ id: '', schemaVersion: 1, stream: '', revision: 0, position: 0, recordedAt: 0 } as const),
    type: celRowRecorded,
    data,
    occurredAt: Math.max(one.occurredAt, other.occurredAt),
    site: 'paris',
    node: 'pbx1',
  })
}

const blankCel = Object.fromEntries(
  [
    'raw',
    'userdeftype',
    'cid_name',
    'cid_num',
    'cid_ani',
    'cid_rdnis',
    'cid_dnid',
    'exten',
    'context',
    'channame',
    'appname',
    'appdata',
    'amaflags',
    'accountcode',
    'peeraccount',
    'userfield',
    'peer',
    'extra',
  ].map(column => [column, '']),
)
Object.assign(blankCel, { eventtype: 'LINKEDID_END' })

/**
 * Logs of two PBXs of one site, from calls as a PBX wrote them: rows lost, late by up to minutes, calls tied together by a row more,
 * restarts in the middle of calls.
 */
export const arbitraryLog = (contacts: readonly (readonly NewEvent[])[], atMost = 5): fc.Arbitrary<NewEvent[]> =>
  fc
    .record({
      chosen: fc.uniqueArray(fc.nat(contacts.length - 1), { minLength: 1, maxLength: atMost }),
      nodes: fc.array(fc.constantFrom('pbx1', 'pbx1', 'pbx2'), { minLength: 1, maxLength: 3 }),
      /** Only the rows between these shares of each contact are kept, over and over. */
      kept: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 4, max: 10 })), { minLength: 1, maxLength: 3 }),
      lost: fc.array(fc.nat(200), { maxLength: 4 }),
      ties: fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { maxLength: 2 }),
      /** What is said about the call of a row, and where in the log: a share of its length. */
      said: fc.array(fc.tuple(fc.nat(500), fc.nat(said.length - 1), fc.nat(1000)), { maxLength: 5 }),
      restarts: fc.array(fc.tuple(fc.constantFrom('pbx1', 'pbx2'), fc.nat(1000)), { maxLength: 2 }),
      delays: fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 120 })), {
        minLength: 1,
        maxLength: 40,
      }),
    })
    .map(({ chosen, nodes, kept, lost, ties, said: corrections, restarts, delays }) => {
      const rows = chosen.flatMap((index, place) => {
        const events = contacts[index] ?? []
        const [from, to] = kept[place % kept.length] ?? [0, 10]
        const node = nodes[place % nodes.length] ?? 'pbx1'
        return events
          .slice(Math.floor((from * events.length) / 10), Math.ceil((to * events.length) / 10))
          .map(event => onNode(event, node))
      })
      const present = rows.filter((_, index) => !lost.includes(index))
      const ofFirst = present.filter(({ node }) => node === 'pbx1')
      for (const [one, other] of ties) {
        const [a, b] = [ofFirst[one % ofFirst.length], ofFirst[other % ofFirst.length]]
        if (a && b) present.push(tie(a, b))
      }
      const instants = present.map(({ occurredAt }) => occurredAt)
      const [first, last] = [Math.min(...instants), Math.max(...instants)]
      for (const [node, share] of restarts)
        present.push(restart(first + Math.round(((last - first) * share) / 1000), node))
      for (const [row, index, share] of corrections) {
        const about = rows[row % rows.length]
        if (about) present.push(correction(about, said[index], first + Math.round(((last - first) * share) / 1000)))
      }
      return present
        .sort((a, b) => a.occurredAt - b.occurredAt)
        .map((event, index) => ({ at: event.occurredAt + (delays[index % delays.length] ?? 0) * 1_000_000, event }))
        .sort((a, b) => a.at - b.at)
        .map(({ event }) => event)
    })
