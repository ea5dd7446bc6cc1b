import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { schema } from '../schema.ts'
import { holder } from '../testing/ask.ts'
import { questionsTo, type Values } from '../testing/every-question.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { configure, importAgain } from '../testing/two-sites.ts'

/*
 * Nobody learns of what is not his: whatever happens at another site changes no answer that he gets, neither one that he means nor one that he
 * fishes for. The questions are made from the schema: a new field is asked too.
 */

const night = '{ from: "2026-11-20T00:00:00Z", to: "2026-11-22T00:00:00Z" }'
const atNight = { from: microsOfIso('2026-11-20T00:00:00Z') ?? NaN, to: microsOfIso('2026-11-22T00:00:00Z') ?? NaN }

const needed: Values = {
  first: ['5'],
  PeriodInput: [night],
  agent: ['"Agent/8001"'],
  line: ['"PJSIP/1001"'],
  number: ['"0610760441"'],
  node: ['"asterisk-20"'],
  projection: ['"queue_visits"'],
  search: ['"e"'],
  requestId: ['"acme-request"'],
  site: ['"lab"'],
  from: ['{ position: "0" }'],
  sinceDays: ['7'],
  documents: ['CALL'],
  PanelFilter: [`{ period: ${night} }`],
  'call.uniqueId': ['"1795233163.256"'],
  id: [JSON.stringify(btoa('Event:1'))],
  ids: [`[${JSON.stringify(btoa('Event:1'))}]`],
}

const tried: Values = {
  ...{ queues: ['"sales"', '"claims"', '"zclaims"', '"lyon/sales"'], queueName: ['"z"'] },
  ...{ agents: ['"Agent/8001"', '"Agent/8999"', '"lyon/Agent/8001"'], takenBy: ['"Agent/8999"'] },
  ...{ groups: ['"acme-group"', '"zed-group"', '"lyon/acme-group"'], entities: ['"acme"', '"zed"', '"lyon/acme"'] },
  ...{
    site: ['"lab"', '"lyon"'],
    sites: ['"lab"', '"lyon"'],
    node: ['"asterisk-20"', '"zed-node"'],
    nodes: ['"zed-node"'],
  },
  ...{
    number: ['"0611111111"'],
    anyNumber: ['"0610760441"'],
    callerNumber: ['"0610760441"'],
    calledNumber: ['"0123456005"'],
  },
  ...{
    sameCaller: ['"1795233163.256"'],
    callId: ['"1795233163.256"'],
    text: ['"zed"', '"mathieu"'],
    search: ['"zed"'],
  },
  ...{
    lines: ['"PJSIP/1001"'],
    line: ['"PJSIP/1002"'],
    forUser: ['"zed-user"', '"acme-user"'],
    lists: ['"zed-leads"'],
  },
  ...{ uniqueId: ['"1795233163.256"'], linkedId: ['"1795233163.256"'], callDataId: ['"1"', '"200"', '"500"'] },
  ...{
    queueDisplayNames: ['"zed-claims"', '"sales"'],
    PeriodInput: [night],
    TimeZone: ['"Europe/Paris"'],
    tags: ['"zed"'],
  },
  ...{
    types: ['"ConfiguredObjectDefined"', '"CelRowRecorded"'],
    streams: ['"facts/lyon/zed-node/cel"'],
    actors: ['"test"'],
  },
  ...{ waitAtLeastSeconds: ['1'], talkAtLeastSeconds: ['1'], thresholdSeconds: ['20'], most: ['3'], sinceDays: ['30'] },
  ...{
    qualifications: ['"zed-reason"'],
    subQualifications: ['"zed-sub"'],
    paths: ['"queues.conf"'],
    names: ['"offered"'],
  },
  ...{ AsOf: ['{ position: "5000" }'], Boolean: ['true', 'false'], metrics: ['ROWS'], dueUntil: ['"2026-12-31"'] },
}

const below = {
  'QueueStatistics.answeredWithin': 'seconds: 10',
  'QueueStatistics.abandonedWithin': 'seconds: 10',
  'QueueStatistics.waitPercentileSeconds': 'percentile: 90',
  'QueueStatistics.serviceLevel': 'thresholdSeconds: 20',
  'QueueStatistics.visits': 'first: 2',
}

const ofLab = { queues: ['lab/*'], agents: ['lab/*'] }
const few = { queues: ['lab/sales', 'lab/vip'], agents: ['lab/Agent/8001', 'lab/Agent/8006'] }

/** Everybody who sees something of one site, and nothing of another. */
const askers: Readonly<Record<string, Identity>> = {
  'an analyst': holder('analyst', ofLab),
  'a supervisor of two queues': holder('supervisor', { ...few, dissuasion: true, acl: ['#'] }),
  'an auditor of an entity': holder('auditor', { entities: ['lab/acme'] }),
  'a teacher': holder('teacher', {
    ...{ queues: ['lab/sales'], agents: [], incalls: ['lab/0123456005@from-extern'], period: atNight },
  }),
  'an agent without a profile': holder('none', { agents: ['lab/Agent/8001'] }),
}

const fields = Object.values(schema.getQueryType()?.getFields() ?? {})
const asking = { needed, tried, below, depth: 3 }
const questions = new Map(fields.map(field => [field.name, questionsTo(field, asking)]))

/**
 * Of an answer what is about what was asked: how far the log reaches is about everything. Fields that come later stand where they come, and
 * of rows that are refused at the same time any is the first.
 */
const aboutTheQuestion = (answer: unknown): string =>
  JSON.stringify(answer, (key, value: unknown) => {
    if (key === 'position' || key === 'lag' || key === 'dataAge') return undefined
    if (key === 'path' && isPlaceOfError(value)) return value.filter(step => typeof step === 'string')
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
  })

/** The path of a call is a list of objects. */
const isPlaceOfError = (path: unknown): path is readonly (string | number)[] =>
  Array.isArray(path) && path.every(step => typeof step === 'string' || typeof step === 'number')

let lab: RecordedLab

type Answers = ReadonlyMap<string, string>

/** What somebody is answered, by question. What he may not ask at all he is asked once. */
async function answersTo(identity: Identity): Promise<Answers> {
  const answers = new Map<string, string>()
  const ask = async (question: string) => {
    const answer = await lab.ask(question, {}, identity)
    answers.set(question, aboutTheQuestion(answer))
    return answer.errors?.[0]?.extensions.code !== 'FORBIDDEN'
  }
  for (const [plain = '', ...others] of questions.values())
    if (await ask(plain)) for (const question of others) await ask(question)
  return answers
}

async function answersToAll() {
  const all = new Map<string, Answers>()
  for (const [name, identity] of Object.entries(askers)) all.set(name, await answersTo(identity))
  return all
}

type AnswersToAll = Awaited<ReturnType<typeof answersToAll>>
let before: AnswersToAll
let after: AnswersToAll

beforeAll(async () => {
  lab = await recordedLab()
  const caughtUp = () => lab.ports.engine.waitUntilProcessed(0, 0)
  await configure(lab.ask, 'lab', { entity: 'acme', queues: ['sales', 'vip'], agents: ['8001', '8006'] })
  await caughtUp()
  before = await answersToAll()
  await importAgain(lab.ports.store, { site: 'lyon', node: 'zed-node', timeZone: 'America/Montreal' }, text =>
    text.replaceAll('claims', 'zclaims').replaceAll('8012', '8999').replaceAll('Mathieu', 'Zed'),
  )
  await caughtUp()
  await configure(lab.ask, 'lyon', { entity: 'acme', queues: ['sales', 'zclaims'], agents: ['8001', '8999'] })
  await configure(lab.ask, 'lyon', { entity: 'zed', queues: ['vip'], agents: ['8006'] })
  await caughtUp()
  after = await answersToAll()
}, 600_000)
afterAll(() => lab.stop())

function changed(was: Answers | undefined, is: Answers | undefined) {
  return [...(was ?? [])].flatMap(([question, old]) => {
    const now = is?.get(question) ?? ''
    return old === now ? [] : [{ question: question.slice(0, 120), ...firstDifference(old, now) }]
  })
}

function firstDifference(was: string, is: string) {
  let at = 0
  while (was[at] === is[at] && at < was.length) at++
  return { was: was.slice(Math.max(0, at - 80), at + 120), is: is.slice(Math.max(0, at - 80), at + 120) }
}

test('nothing failed', () => {
  expect(lab.faults).toEqual([])
})

test.each(Object.keys(askers))('another site changes no answer to %s', name => {
  expect(changed(before.get(name), after.get(name))).toEqual([])
})

test('and yet they are answered', () => {
  for (const [name, answers] of before)
    expect([name, [...answers.values()].some(answer => answer.includes('"edges":[{'))]).toEqual([name, true])
})
