import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { callTag, factData, factStream, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { reporting, type Reporting } from '../../projections/xivo-stats/testing/reporting.ts'
import { createTalkEndFinder } from './find.ts'

/** What happened in these calls is said in the folder. */
const corpus = path.join(import.meta.dirname, '../../replay-tests/corpus/asterisk-22-consultations')

type Kind = 'queueLog' | 'cel'

const file: Readonly<Record<Kind, string>> = { queueLog: 'queue_log', cel: 'cel.csv' }
const columns =
  'eventtype,eventtime,cidname,cidnum,cidani,cidrdnis,ciddnid,exten,context,channame,appname,appdata,amaflags,accountcode,peeraccount,uniqueid,' +
  'linkedid,userfield,peer,userdeftype,extra'

const dayLater = 1_796_148_000_000_000

let lab: Reporting | undefined

afterEach(async () => {
  await lab?.drop()
  lab = undefined
})

const bringIn = (store: Reporting['store'], kind: Kind): Promise<unknown> =>
  importFiles({
    store,
    site: 'lab',
    node: 'pbx1',
    clockZone: 'UTC',
    celFields: columns.split(','),
    queueLog: [],
    cel: [],
    ami: [],
    [kind]: [path.join(corpus, file[kind])],
  })

const begunWith = (kind: Kind): Promise<Reporting> =>
  reporting(async store => {
    await bringIn(store, kind)
  })

async function add({ store, engine }: Reporting, kind: Kind): Promise<void> {
  await bringIn(store, kind)
  await engine.catchUp()
}

async function look({ database, store, engine }: Reporting, now = dayLater): Promise<number> {
  const found = await createTalkEndFinder({ sql: database.pool, store, clock: () => now }).look()
  await engine.catchUp()
  return found
}

/** The stays and what agents did, by what rows of the log say and not by where they stand there. */
const tables = async (reported: Reporting) => ({
  visits: await reported.query(
    `SELECT call_id, visit_number, queue, agent, outcome, ended_us, lost_us, talk_us, hung_up_by, flags
     FROM queue_visits.visit ORDER BY call_id, visit_number`,
  ),
  sums: await reported.query('SELECT * FROM queue_visits.quarter ORDER BY start_us, queue'),
  states: await reported.query(
    'SELECT agent, from_us, to_us, state, queue, call_id FROM agent_states.interval ORDER BY agent, from_us',
  ),
  calls: await reported.query(
    'SELECT agent, at_us, queue, call_id, outcome, talk_us FROM agent_states.agent_call ORDER BY agent, at_us',
  ),
  now: await reported.query('SELECT agent, state, since_us FROM agent_states.agent_now ORDER BY agent'),
})

/** Stays of these calls of which queue_log has no end, and how long was talked. */
const withoutEnd = [
  { call_id: '1796061517.16', agent: 'Agent/8005', talk: 8.114, flags: ['inferredEnd'] },
  { call_id: '1796061628.44', agent: 'Agent/8005', talk: 3.918, flags: ['inferredEnd'] },
  { call_id: '1796061957.114', agent: 'Agent/8003', talk: 6.456, flags: ['inferredEnd'] },
  { call_id: '1796061970.128', agent: 'Agent/8008', talk: 6.288, flags: ['inferredEnd'] },
  { call_id: '1796062295.172', agent: 'Agent/8005', talk: 32.211, flags: ['inferredEnd'] },
]

test('conversations that queue_log leaves without an end have that of CEL, whichever came first, and no other', async () => {
  lab = await begunWith('queueLog')
  const silent = await tables(lab)
  expect(await look(lab)).toBe(0)
  await add(lab, 'cel')
  expect(await look(lab)).toBe(5)
  expect(await look(lab)).toBe(0)
  const rowsFirst = await tables(lab)
  expect(
    await lab.query(
      `SELECT call_id, agent, round(talk_us / 1000000.0, 3)::float AS talk, flags FROM queue_visits.visit
       WHERE flags <> '{}' ORDER BY entered_us`,
    ),
  ).toEqual(withoutEnd)
  const changed = rowsFirst.visits.filter((visit, index) => !isDeepStrictEqual(visit, silent.visits[index]))
  expect(changed.map(({ call_id: id }) => id)).toEqual(withoutEnd.map(({ call_id: id }) => id))
  await lab.drop()

  lab = await begunWith('cel')
  expect(await look(lab)).toBe(0)
  await add(lab, 'queueLog')
  expect(await look(lab)).toBe(5)
  expect(await tables(lab)).toEqual(rowsFirst)
  for (const name of ['queue_visits', 'agent_states']) await lab.engine.rebuild(name)
  expect(await tables(lab)).toEqual(rowsFirst)
}, 300_000)

/** When the last call of the recording was over in CEL. */
const over = 1_796_062_329_000_000

test('an end is looked for until rows of queue_log show that none comes, or a minute has', async () => {
  lab = await begunWith('queueLog')
  await add(lab, 'cel')
  expect(await look(lab, over + 30_000_000)).toBe(4)
  expect(await look(lab, over + 70_000_000)).toBe(1)
}, 300_000)

test('a row of queue_log that comes yet is right', async () => {
  lab = await begunWith('queueLog')
  await add(lab, 'cel')
  await look(lab)
  const written = {
    callid: '1796061517.16',
    queue: 'two',
    agent: 'Agent/8005',
    event: 'COMPLETEAGENT',
    data: ['1', '7', '1'],
  }
  const late = {
    type: queueLogRowRecorded,
    data: factData({ raw: '', form: 'file', ...written }),
    occurredAt: 1_796_061_525_000_000,
    site: 'lab',
    node: 'pbx1',
    tags: [callTag('lab', 'pbx1', written.callid)],
  }
  await lab.store.append([{ stream: factStream('lab', 'pbx1', 'queue_log'), expected: 'any', events: [late] }])
  await lab.engine.catchUp()
  expect(await look(lab)).toBe(0)
  const { visits, calls } = await tables(lab)
  expect(visits.filter(({ call_id: id }) => id === written.callid)).toMatchObject([{ flags: [], hung_up_by: 'AGENT' }])
  expect(calls.filter(({ call_id: id }) => id === written.callid).map(({ talk_us: talk }) => Number(talk))).toEqual([
    7_000_000,
  ])
}, 300_000)
