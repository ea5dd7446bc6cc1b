import { iso, type FakeWorld } from './fake-boards.ts'
import { saidAbout } from './fake-corrections.ts'
import { connection } from './fake-reports.ts'
import { seeded } from './random.ts'

const outcomes = ['ANSWERED', 'ANSWERED', 'ABANDONED', 'ANSWERED', 'NO_ANSWER', 'VOICEMAIL', 'UNTERMINATED'] as const

interface CallsArgs {
  readonly filter?: {
    readonly outcomes?: readonly string[]
    readonly text?: string
    readonly tags?: readonly string[]
    readonly excluded?: 'WITHOUT' | 'WITH' | 'ONLY'
  }
  readonly first?: number
  readonly after?: string
}

/** How many calls the invented history has: more than a page, less than two. */
export const callsInHistory = 70

/** The newest first; the cursor is the place of the row, as nobody outside may know. */
export function calls(world: FakeWorld, { filter, first = 100, after }: CallsArgs) {
  const excluded = filter?.excluded ?? 'WITHOUT'
  const wanted = everyCall(world).filter(
    ({ outcome, callerName, tags, exclusion }) =>
      (excluded === 'WITH' || (exclusion !== null) === (excluded === 'ONLY')) &&
      (filter?.tags ?? []).every(tag => tags.includes(tag)) &&
      (!filter?.outcomes || filter.outcomes.includes(outcome)) &&
      (!filter?.text || callerName.toLowerCase().startsWith(filter.text.toLowerCase())),
  )
  const begin = after === undefined ? 0 : Number(after) + 1
  const page = wanted.slice(begin, begin + first)
  const hasNextPage = begin + page.length < wanted.length
  const { pageInfo, ...answer } = connection(page)
  return {
    ...answer,
    pageInfo: { ...pageInfo, hasNextPage, endCursor: page.length > 0 ? String(begin + page.length - 1) : null },
  }
}

const everyCall = (world: FakeWorld) =>
  Array.from({ length: callsInHistory }, (_, place) => {
    const listed = call(world.startedAt, place)
    return { ...listed, ...saidAbout(world, listed.id) }
  })

function call(startedAt: number, place: number) {
  const random = seeded(place + 1)
  const outcome = outcomes[place % outcomes.length] ?? 'ANSWERED'
  const isAnswered = outcome === 'ANSWERED'
  return {
    id: `call-${place}`,
    site: 'paris',
    startedAt: iso(startedAt - (place + 1) * 900_000),
    direction: 'INBOUND',
    outcome,
    callerNumber: `06123456${String(place).padStart(2, '0')}`,
    callerName: place % 2 === 0 ? 'Henri Chevalier' : 'Isabelle Mathieu',
    calledNumber: '0123456002',
    agents: isAnswered ? ['Agent/8001'] : [],
    queues: ['support'],
    waitSeconds: Math.floor(random() * 90),
    talkSeconds: outcome === 'UNTERMINATED' ? null : isAnswered ? 30 + Math.floor(random() * 600) : 0,
    holdSeconds: isAnswered ? 4 : null,
    hasRecording: place % 3 === 0,
    to: isAnswered
      ? { number: '1001', name: 'Alice Martin', agent: 'Agent/8001', agentName: null, line: 'PJSIP/1001' }
      : null,
    transfers: place % 5 === 0 ? [{ kind: 'BLIND', to: '3005' }] : [],
  }
}

const caller = {
  uniqueId: 'c1.1',
  number: '0612345600',
  name: 'Henri Chevalier',
  agent: null,
  agentName: null,
  line: 'PJSIP/trunk-in',
  role: 'CALLER',
  queue: null,
  ringSeconds: null,
  talkSeconds: 24,
  holdSeconds: null,
}
const alice = {
  uniqueId: 'c1.2',
  number: '1001',
  name: 'Alice Martin',
  agent: 'Agent/8001',
  agentName: null,
  line: 'PJSIP/1001',
  role: 'CALLEE',
  queue: 'support',
  ringSeconds: 2,
  talkSeconds: 12,
  holdSeconds: 3,
}
const bruno = {
  uniqueId: 'c1.3',
  number: '1002',
  name: 'Bruno Petit',
  agent: 'Agent/8002',
  agentName: null,
  line: 'PJSIP/1002',
  role: 'CALLEE',
  queue: null,
  ringSeconds: 2,
  talkSeconds: 10,
  holdSeconds: null,
}

/** One call with everything that a page of a call shows: a queue, a hold, a blind transfer, a difference between witnesses. */
export function wholeCall(world: FakeWorld, { id, uniqueId }: { readonly id?: string; readonly uniqueId?: string }) {
  const place = Number((id ?? '').replace('call-', ''))
  if (uniqueId === undefined && !(place >= 0 && place < callsInHistory)) return null
  const listed = call(world.startedAt, uniqueId === undefined ? place : 0)
  const at = (second: number) => iso(Date.parse(listed.startedAt.replace(/\d{3}Z$/, 'Z')) + second * 1000)
  const step = (
    kind: string,
    from: number,
    until: number | null,
    participant: object | null,
    detail: string | null,
  ) => ({
    kind,
    at: at(from),
    until: until === null ? null : at(until),
    detail,
    participant,
    seconds: until === null ? null : until - from,
  })
  return {
    ...listed,
    callId: uniqueId ?? 'c1.1',
    endedAt: at(34),
    durationSeconds: 34,
    ringSeconds: 4,
    hungUpBy: 'CALLER',
    flags: ['withoutBridges'],
    ...saidAbout(world, listed.id),
    participants: [caller, alice, bruno].map(party => ({ ...party, startedAt: at(0), endedAt: at(34) })),
    path: [
      step('QUEUE', 0, 8, caller, 'support'),
      step('RING', 6, 8, alice, 'Agent/8001'),
      step('TALK', 8, 20, caller, 'Agent/8001'),
      step('HOLD', 12, 15, alice, '0612345600'),
      step('TRANSFER', 20, null, alice, '3005'),
      step('RING', 20, 22, bruno, 'Agent/8002'),
      step('TALK', 22, 34, caller, 'Agent/8002'),
      step('HANGUP', 34, null, caller, 'CALLER'),
    ],
    transfers: [{ kind: 'BLIND', at: at(20), to: '3005', by: alice, target: bruno, transferred: caller }],
    attachedData: [{ key: 'contract', value: 'B-4711', at: at(1), actor: null }],
    witnesses: [
      { figure: 'WAIT', agent: null, queue: 'support', bridgesSeconds: 8, queueLogSeconds: 11, amiSeconds: null },
    ],
    events: [
      {
        id: 'event-1',
        position: '120400',
        type: 'QueueLogRowRecorded',
        occurredAt: at(0),
        raw: '1|c1.1|support|NONE|ENTERQUEUE',
      },
    ],
  }
}

/** The calls of one customer before an instant: the three that came before it. */
export function customerHistory(world: FakeWorld, { period }: { readonly period?: { readonly to: string } }) {
  const before = Date.parse((period?.to ?? iso(world.startedAt)).replace(/\d{3}Z$/, 'Z'))
  const earlier = everyCall(world)
    .filter(({ startedAt }) => Date.parse(startedAt.replace(/\d{3}Z$/, 'Z')) < before)
    .slice(0, 3)
  return { ...connection(earlier), totalCount: earlier.length }
}
