import { expect, test } from 'vitest'
import { objectOf } from '../../domain/configuration/configuration.ts'
import { singleKey } from '../../domain/configuration/kind.ts'
import { given } from '../../domain/configuration/testing/given.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { retentionSettings } from '../../domain/retention/retention-settings.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { RetentionPort, RetentionStatus } from '../ports/retention.ts'
import { asker } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

const instant = (text: string) => microsOfIso(text) ?? NaN
const october = instant('2026-10-31T00:00:00Z')
const configured = given({ changeRetentionSettings: { callDetailsDays: 30, legalBasis: 'contract' } })
const object = objectOf(configured, retentionSettings, singleKey)
if (!object) throw new Error('there are always settings')

const status: RetentionStatus = {
  settings: object.value,
  inForce: { callDetails: instant('2026-10-30T00:00:00Z') },
  due: { callDetails: october },
  last: {
    at: instant('2026-11-29T02:30:00Z'),
    actor: 'retention',
    position: 41,
    before: { callDetails: instant('2026-10-30T00:00:00Z') },
    rows: { 'calls.party': 12 },
  },
  next: instant('2026-11-30T02:30:00Z'),
}

function world() {
  const asked: unknown[] = []
  const retention: RetentionPort = {
    status: () => Promise.resolve(status),
    inForce: () => Promise.resolve(status.inForce),
    purge(request) {
      asked.push(request)
      return Promise.resolve({
        position: 7,
        rejections: [],
        before: { callDetails: october },
        rows: { 'calls.call': 3 },
      })
    },
  }
  const store = createMemoryEventStore()
  return { asked, store, ask: asker(fakePorts(store, { retention })) }
}

test('what is kept for how long, what is gone and what goes next is told', async () => {
  const { data, errors } = await world().ask(
    '{ retention { site kept { data days goneBefore dueBefore } legalHold legalBasis nextPurgeAt lastPurge { actor position bounds { data before } tables { table rows } } } }',
  )
  expect(errors).toBeUndefined()
  const kept = (name: string) => ({ data: name, days: 30, goneBefore: null, dueBefore: null })
  expect(data?.['retention']).toEqual({
    site: 'paris',
    legalHold: false,
    legalBasis: 'contract',
    nextPurgeAt: '2026-11-30T02:30:00.000000Z',
    kept: [
      kept('RECORDINGS'),
      kept('PANEL_DOCUMENTS'),
      {
        ...kept('CALL_DETAILS'),
        goneBefore: '2026-10-30T00:00:00.000000Z',
        dueBefore: '2026-10-31T00:00:00.000000Z',
      },
      { ...kept('STATISTICS'), days: null },
    ],
    lastPurge: {
      actor: 'retention',
      position: '41',
      tables: [{ table: 'calls.party', rows: 12 }],
      bounds: [{ data: 'CALL_DETAILS', before: '2026-10-30T00:00:00.000000Z' }],
    },
  })
})

test('a purge goes out as who asks for it, and a dry run as one', async () => {
  const { ask, asked } = world()
  const purge = (input: string) =>
    ask(
      `mutation { purgeRecords(input: ${input}) { position rejections { field } bounds { data } tables { table rows } } }`,
    )
  expect((await purge('{ dryRun: true }')).data).toEqual({
    purgeRecords: {
      position: '7',
      rejections: [],
      bounds: [{ data: 'CALL_DETAILS' }],
      tables: [{ table: 'calls.call', rows: 3 }],
    },
  })
  await purge('{ site: "paris" }')
  expect(asked).toEqual([
    { site: 'paris', dryRun: true, actor: 'a administrator' },
    { site: 'paris', dryRun: false, actor: 'a administrator' },
  ])
})

test('a fact of a time without details, and a callback request, is shown as kept no longer; a newer one, and what people decided, as it is', async () => {
  const { ask, store } = world()
  const fact = (at: string) => ({
    type: queueLogRowRecorded,
    site: 'paris',
    node: 'pbx1',
    occurredAt: instant(at),
    data: {
      raw: `row of ${at} with 0612345678`,
      form: 'file',
      callid: '1.1',
      queue: 'q',
      agent: 'NONE',
      event: 'ENTERQUEUE',
      data: [],
    },
  })
  const append = (stream: string, event: Parameters<typeof store.append>[0][number]['events'][number]) =>
    store.append([{ stream, expected: 'any', events: [event] }])
  await append('facts/paris/pbx1/queue_log', fact('2026-10-29T12:00:00Z'))
  await append('facts/paris/pbx1/queue_log', fact('2026-10-30T12:00:00Z'))
  await append('site/paris', { type: 'SiteRegistered', site: 'paris', occurredAt: 0, data: { site: 'paris' } })
  const named = (at: string) => ({
    type: 'CallbackRequested',
    site: 'paris',
    occurredAt: instant(at),
    data: { type: 'CallbackRequested', id: at, lastName: 'Doe' },
  })
  await append('callbacks/paris/r1', named('2026-10-29T12:00:00Z'))
  await append('callbacks/paris/r2', named('2026-10-30T12:00:00Z'))
  const { data } = await ask('{ events(first: 10) { edges { node { raw data } } } }')
  const nodes = (data?.['events'] as { edges: { node: { raw: string | null; data: unknown } }[] }).edges.map(
    ({ node }) => node,
  )
  expect(nodes[0]).toEqual({ raw: null, data: { purgedBefore: '2026-10-30T00:00:00.000000Z' } })
  expect(nodes[1]?.raw).toContain('0612345678')
  expect(nodes[2]).toEqual({ raw: null, data: { site: 'paris' } })
  expect(nodes[3]?.data).toEqual({ purgedBefore: '2026-10-30T00:00:00.000000Z' })
  expect(nodes[4]?.data).toMatchObject({ lastName: 'Doe' })
})
