import { seeded } from './random.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

interface FakeSource {
  site: string
  node: string
  kind: 'QUEUE_LOG' | 'CEL'
  names: string[]
  state: 'LIVE' | 'LATE' | 'DOWN' | 'FINISHED'
  lagSeconds: number | null
  problem: string | null
  rows: number
  quarantined: number
  unknownEvents: number
  lastEventAt: string | null
  lastRecordedAt: string | null
  demo: boolean
}

type FakeQueue = Mutable<ReturnType<typeof fakeQueue>>
type FakeAgent = Mutable<ReturnType<typeof fakeAgent>>

/** Everything that the fake server answers from; a test changes it and pushes. */
export interface FakeWorld {
  readonly startedAt: number
  sources: FakeSource[]
  trunks: ReturnType<typeof fakeTrunk>[]
  queues: FakeQueue[]
  agents: FakeAgent[]
  newestFactAt: number
  /** Fields that the asker has no right to. */
  denied: string[]
}

export const iso = (at: number): string => new Date(at).toISOString().replace('Z', '000Z')

const queueNames = [
  ['sales', 'Sales'],
  ['support', 'Technical support'],
  ['billing', 'Billing and invoices'],
  ['vip', 'Premium customers'],
  ['orders', 'Orders and delivery'],
  ['complaints', 'Complaints'],
  ['appointments', 'Appointments'],
  ['switchboard', 'Switchboard'],
] as const

const people = [
  'Amélie Laurent',
  'Bastien Morel',
  'Chloé Girard',
  'David Nguyen',
  'Élodie Perrin',
  'Fatima Benali',
  'Gaël Rousseau',
  'Hélène Dupré',
  'Inès Fontaine',
  'Julien Mercier',
  'Karim Haddad',
  'Léa Chevalier',
  'Mathieu Blanc',
  'Nadia Kowalski',
  'Olivier Garnier',
  'Pauline Faure',
  'Quentin Roussel',
  'Romane Lefèvre',
  'Samuel Okafor',
  'Théa Marchand',
  'Ugo Bianchi',
  'Valérie Noël',
  'William Scott',
  'Yasmine Cherif',
] as const

const states = [
  'TALKING',
  'TALKING',
  'TALKING',
  'READY',
  'READY',
  'PAUSED',
  'WRAP_UP',
  'RINGING',
  'LOGGED_OUT',
] as const
const reasons = ['lunch', 'training', 'back office', null] as const

/** A call center of a size to choose: sites paris (real), demo (simulated) and lab (a recording that has ended). */
export function fakeWorld(startedAt: number, { queues = 11, agents = 36 } = {}): FakeWorld {
  const random = seeded(7)
  return {
    startedAt,
    newestFactAt: startedAt - 2000,
    sources: fakeSources(startedAt),
    trunks: [fakeTrunk(startedAt)],
    denied: [],
    queues: Array.from({ length: queues }, (_, place) => fakeQueue(place, startedAt, random)),
    agents: Array.from({ length: agents }, (_, place) => fakeAgent(place, startedAt, random)),
  }
}

/** Registered with its provider, who answers. */
const fakeTrunk = (now: number) => ({
  site: 'paris',
  node: 'pbx1',
  name: 'trunk-acme',
  displayName: 'Acme Telecom' as string | null,
  state: 'UP',
  reason: 'registered with sip:acme.example',
  since: iso(now - 3_600_000) as string | null,
  registration: 'REGISTERED' as string | null,
  reachability: 'REACHABLE' as string | null,
  roundTripMs: 12.4 as number | null,
})

const siteOf = (place: number): string => (place % 11 === 10 ? 'lab' : place % 11 > 7 ? 'demo' : 'paris')

function fakeQueue(place: number, now: number, random: () => number) {
  const [queue, displayName] = queueNames[place % queueNames.length] ?? queueNames[0]
  const round = Math.floor(place / queueNames.length)
  const ended = siteOf(place) === 'lab'
  const waiting = ended || random() < 0.45 ? 0 : Math.ceil(random() * 5)
  const answered = Math.floor(random() * 240) + 12
  const abandoned = Math.floor(answered * random() * 0.14)
  const staff = () => (ended ? 0 : Math.floor(random() * 5))
  const working = {
    availableAgents: staff(),
    ringingAgents: waiting > 0 ? Math.min(2, staff()) : 0,
    talkingAgents: staff() + 1,
    pausedAgents: staff(),
    wrapUpAgents: Math.floor(random() * 2),
    otherCallAgents: 0,
    unreachableAgents: 0,
  }
  return {
    site: siteOf(place),
    queue: round === 0 ? queue : `${queue}${round + 1}`,
    queueDisplayName: place % 5 === 3 ? null : round === 0 ? displayName : `${displayName} ${round + 1}`,
    demo: siteOf(place) === 'demo',
    holdQueueOf: null as string | null,
    opening: null as { open: boolean; until: string | null } | null,
    waiting,
    oldestEntryAt: waiting > 0 ? iso(now - Math.floor(random() * 70_000) - 4000) : null,
    estimatedWaitSeconds: random() < 0.2 ? null : Math.round(random() * 80),
    loggedAgents: ended ? 0 : Object.values(working).reduce((sum, count) => sum + count, 0),
    ...working,
    today: fakeCounters(answered, abandoned, random),
    lastHour: fakeCounters(Math.floor(answered / 7), Math.floor(abandoned / 6), random),
    colourLimits: { waiting: { warn: 1, alarm: 3 }, longestWaitSeconds: { warn: 30, alarm: 55 } },
  }
}

function fakeCounters(answered: number, abandoned: number, random: () => number) {
  const denominator = answered + abandoned
  const numerator = Math.floor(answered * (0.72 + random() * 0.26))
  return {
    entered: answered + abandoned + Math.floor(random() * 4),
    answered,
    abandoned,
    serviceLevel: {
      ratio: denominator > 0 ? numerator / denominator : null,
      numerator,
      denominator,
      formula: 'SL6',
      thresholdSeconds: 15,
    },
  }
}

function fakeAgent(place: number, now: number, random: () => number) {
  const site = siteOf(place * 3)
  const state = site === 'lab' ? 'LOGGED_OUT' : (states[Math.floor(random() * states.length)] ?? 'READY')
  const busy = state === 'TALKING' || state === 'RINGING' || state === 'WRAP_UP'
  const [queue] = queueNames[place % queueNames.length] ?? queueNames[0]
  const longest: Readonly<Record<string, number>> = { RINGING: 15, WRAP_UP: 90, LOGGED_OUT: 60_000 }
  const since = random() * (longest[state] ?? 1500) + (site === 'lab' ? 200_000 : 0)
  const round = Math.floor(place / people.length)
  return {
    site,
    agent: `Agent/${8001 + place}`,
    agentName: `${people[place % people.length] ?? 'Agent'}${round > 0 ? ` ${round + 1}` : ''}`,
    agentGroup: place % 2 === 0 ? 'north' : 'south',
    agentGroupDisplayName: place % 2 === 0 ? 'North' : 'South',
    demo: site === 'demo',
    state: state as string,
    since: iso(now - Math.floor(since * 1000)),
    reason: state === 'PAUSED' ? (reasons[Math.floor(random() * reasons.length)] ?? null) : null,
    queue: busy ? queue : null,
    line: state === 'LOGGED_OUT' ? null : `PJSIP/${2001 + place}`,
    phone: null as { state: string; otherCall: boolean } | null,
    queues: [{ queue }, { queue: queueNames[(place + 2) % queueNames.length]?.[0] ?? queue }],
    today: {
      answered: Math.floor(random() * 42),
      missed: Math.floor(random() * random() * 6),
      talkingSeconds: random() * 14_000,
      pauseSeconds: random() * 4000,
    },
  }
}

/** As the server says it of sites with one PBX each. */
export function fakeStandstill({ sources }: FakeWorld, site: string) {
  const [source] = sources.filter(each => each.site === site && each.kind === 'QUEUE_LOG')
  if (!source) return null
  const { state, lagSeconds, lastEventAt: since } = source
  if (state === 'FINISHED') return { reason: 'RECORDING', since }
  if (state === 'DOWN') return { reason: 'DOWN', since }
  return state === 'LATE' && (lagSeconds ?? 0) > 60 ? { reason: 'LATE', since } : null
}

function fakeSources(now: number): FakeSource[] {
  const source = (site: string, parts: Partial<FakeSource>): FakeSource => ({
    site,
    node: 'pbx1',
    kind: 'QUEUE_LOG',
    names: ['queue-log'],
    state: 'LIVE',
    lagSeconds: 0.4,
    problem: null,
    rows: 184_223,
    quarantined: 0,
    unknownEvents: 0,
    lastEventAt: iso(now - 2000),
    lastRecordedAt: iso(now - 1800),
    demo: false,
    ...parts,
  })
  const recorded = {
    names: [],
    state: 'FINISHED',
    lagSeconds: null,
    lastEventAt: '2026-11-21T02:56:41.120000Z',
  } as const
  return [
    source('paris', { quarantined: 2, unknownEvents: 14 }),
    source('paris', { kind: 'CEL', names: ['cel'], rows: 1_204_877 }),
    source('demo', { names: ['simulator'], demo: true, rows: 48_112 }),
    source('lab', { ...recorded, names: [], rows: 1466 }),
    source('lab', { ...recorded, names: [], kind: 'CEL', rows: 9870 }),
  ]
}
