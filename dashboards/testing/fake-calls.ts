import { iso, type FakeWorld } from './fake-boards.ts'
import { connection } from './fake-reports.ts'
import { seeded } from './random.ts'

const outcomes = ['ANSWERED', 'ANSWERED', 'ABANDONED', 'ANSWERED', 'NO_ANSWER', 'VOICEMAIL', 'UNTERMINATED'] as const

interface CallsArgs {
  readonly filter?: { readonly outcomes?: readonly string[]; readonly text?: string }
  readonly first?: number
  readonly after?: string
}

/** How many calls the invented history has: more than a page, less than two. */
export const callsInHistory = 70

/** The newest first; the cursor is the place of the row, as nobody outside may know. */
export function calls(world: FakeWorld, { filter, first = 100, after }: CallsArgs) {
  const wanted = Array.from({ length: callsInHistory }, (_, place) => call(world.startedAt, place)).filter(
    ({ outcome, callerName }) =>
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

export function call(startedAt: number, place: number) {
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
