import type { Identity } from '../../domain/access/identity.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { schema } from '../schema.ts'
import type { Ask } from './ask.ts'
import { questionsTo, type Values } from './every-question.ts'

/*
 * Every question about the recording of a lab (recorded-lab.ts), made from the schema, and what somebody is answered. Whoever must not learn of
 * something is asked before and after it has come into being.
 */

const night = '{ from: "2026-11-20T00:00:00Z", to: "2026-11-22T00:00:00Z" }'
export const atNight = {
  from: microsOfIso('2026-11-20T00:00:00Z') ?? NaN,
  to: microsOfIso('2026-11-22T00:00:00Z') ?? NaN,
}

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
  queues: ['"sales"', '"claims"', '"zclaims"', '"lyon/sales"'],
  queueName: ['"z"'],
  agents: ['"Agent/8001"', '"Agent/8999"', '"lyon/Agent/8001"'],
  takenBy: ['"Agent/8999"'],
  groups: ['"acme-group"', '"zed-group"', '"lyon/acme-group"'],
  entities: ['"acme"', '"zed"', '"lyon/acme"'],
  site: ['"lab"', '"lyon"'],
  sites: ['"lab"', '"lyon"'],
  node: ['"asterisk-20"', '"zed-node"'],
  nodes: ['"zed-node"'],
  number: ['"0611111111"'],
  anyNumber: ['"0610760441"'],
  callerNumber: ['"0610760441"'],
  calledNumber: ['"0123456005"'],
  sameCaller: ['"1795233163.256"'],
  callId: ['"1795233163.256"'],
  text: ['"zed"', '"mathieu"'],
  search: ['"zed"'],
  lines: ['"PJSIP/1001"'],
  line: ['"PJSIP/1002"'],
  forUser: ['"zed-user"', '"acme-user"'],
  lists: ['"zed-leads"'],
  uniqueId: ['"1795233163.256"'],
  linkedId: ['"1795233163.256"'],
  callDataId: ['"1"', '"200"', '"500"'],
  queueDisplayNames: ['"zed-claims"', '"sales"'],
  PeriodInput: [night],
  TimeZone: ['"Europe/Paris"'],
  tags: ['"zed"'],
  types: ['"ConfiguredObjectDefined"', '"CelRowRecorded"'],
  streams: ['"facts/lyon/zed-node/cel"'],
  actors: ['"test"'],
  waitAtLeastSeconds: ['1'],
  talkAtLeastSeconds: ['1'],
  thresholdSeconds: ['20'],
  most: ['3'],
  sinceDays: ['30'],
  qualifications: ['"zed-reason"'],
  subQualifications: ['"zed-sub"'],
  paths: ['"queues.conf"'],
  names: ['"offered"'],
  AsOf: ['{ position: "5000" }'],
  Boolean: ['true', 'false'],
  metrics: ['ROWS'],
  dueUntil: ['"2026-12-31"'],
}

const below = {
  'QueueStatistics.answeredWithin': 'seconds: 10',
  'QueueStatistics.abandonedWithin': 'seconds: 10',
  'QueueStatistics.waitPercentileSeconds': 'percentile: 90',
  'QueueStatistics.serviceLevel': 'thresholdSeconds: 20',
  'QueueStatistics.visits': 'first: 2',
}

/** What a PBX wrote that is nobody's business: names that are tried besides. */
export function questionsAbout(others: Values = {}): ReadonlyMap<string, readonly string[]> {
  const names = new Set([...Object.keys(tried), ...Object.keys(others)])
  const all = Object.fromEntries([...names].map(name => [name, [...(tried[name] ?? []), ...(others[name] ?? [])]]))
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {})
  return new Map(fields.map(field => [field.name, questionsTo(field, { needed, tried: all, below, depth: 3 })]))
}

/**
 * Of an answer what is about what was asked: how far the log reaches is about everything. Fields that come later stand where they come, and
 * of rows that are refused at the same time any is the first.
 * @param told fields that tell of others too, and may
 */
export const aboutTheQuestion = (answer: unknown, told: ReadonlySet<string> = new Set()): string =>
  JSON.stringify(answer, (key, value: unknown) => {
    if (key === 'position' || key === 'lag' || key === 'dataAge' || told.has(key)) return undefined
    if (key === 'path' && isPlaceOfError(value)) return value.filter(step => typeof step === 'string')
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
  })

/** The path of a call is a list of objects. */
const isPlaceOfError = (path: unknown): path is readonly (string | number)[] =>
  Array.isArray(path) && path.every(step => typeof step === 'string' || typeof step === 'number')

interface Asking {
  readonly questions: ReturnType<typeof questionsAbout>
  readonly ask: Ask
  /** Fields that tell of others too, and may. */
  readonly told?: ReadonlySet<string>
}

type Answers = ReadonlyMap<string, string>

/** What somebody is answered, by question. What he may not ask at all he is asked once. */
async function answersTo(identity: Identity, { questions, ask, told }: Asking): Promise<Answers> {
  const answers = new Map<string, string>()
  const isAnswered = async (question: string) => {
    const answer = await ask(question, {}, identity)
    answers.set(question, aboutTheQuestion(answer, told))
    return answer.errors?.[0]?.extensions.code !== 'FORBIDDEN'
  }
  for (const [plain = '', ...others] of questions.values())
    if (await isAnswered(plain)) for (const question of others) await isAnswered(question)
  return answers
}

export type AnswersToAll = ReadonlyMap<string, Answers>

/** By the names of those who ask. */
export async function answersToAll(askers: Readonly<Record<string, Identity>>, asking: Asking): Promise<AnswersToAll> {
  const all = new Map<string, Answers>()
  for (const [name, identity] of Object.entries(askers)) all.set(name, await answersTo(identity, asking))
  return all
}

/** Which questions are answered otherwise than before, and where. */
export function changed(was: Answers | undefined, is: Answers | undefined) {
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
