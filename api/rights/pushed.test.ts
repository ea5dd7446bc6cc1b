import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { rollOutStream } from '../../domain/roll-out/events.ts'
import { schema } from '../schema.ts'
import { aboutTheQuestion } from '../testing/all-answers.ts'
import { holder } from '../testing/ask.ts'
import { questionsTo } from '../testing/every-question.ts'
import { subscriber, type Subscribed } from '../testing/pushes.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { configure, importAgain } from '../testing/two-sites.ts'

/*
 * Nothing is pushed of what is not the asker's. Everybody subscribes to everything; then much happens at another site, and in other queues and
 * to other agents of his own; then something happens that is his. What he is pushed is that alone: a board may come again, as it was.
 */

const few = { queues: ['lab/sales', 'lab/vip'], agents: ['lab/Agent/8001', 'lab/Agent/8006'] }

const seesSite = 'an analyst of a site'
const seesAll = 'an auditor who asks about his own'

const askers: Readonly<Record<string, Identity>> = {
  [seesSite]: holder('analyst', { queues: ['lab/*'], agents: ['lab/*'] }),
  'a supervisor of two queues': holder('supervisor', { ...few, acl: ['#'] }),
  'a supervisor of two agents': holder('supervisor', { agents: few.agents }),
  'an auditor of an entity': holder('auditor', { entities: ['lab/acme'] }),
  [seesAll]: holder('auditor'),
  'an agent without a profile': holder('none', { agents: ['lab/Agent/8001'] }),
}

/** Asked for besides. */
const own = {
  queues: ['"lab/sales"'],
  agents: ['"Agent/8001"'],
  groups: ['"lab/acme-group"'],
  entities: ['"lab/acme"'],
  sites: ['"lab"'],
  site: ['"lab"'],
  thresholdSeconds: ['20'],
}

const subscriptions = Object.values(schema.getSubscriptionType()?.getFields() ?? {}).flatMap(field =>
  questionsTo(field, { needed: {}, tried: own, below: {}, depth: 4 }).map(query => ({
    name: field.name,
    query: `subscription ${query}`,
  })),
)

interface Watched extends Subscribed {
  readonly name: string
  readonly of: string
  readonly query: string
}

const watchedBy: Watched[] = []
/** As somebody's boards were when everything began. */
const first = new Map<Watched, string>()

const isBoard = ({ name }: Watched) => name.endsWith('Board')
const boards = () => watchedBy.filter(isBoard)
const news = () => watchedBy.filter(one => !isBoard(one))
/** Who sees all of the site sees what happens in it. */
const narrow = ({ of }: Watched) => of !== seesSite && of !== seesAll

const soon = { timeout: 120_000, interval: 20 }
/** What is of the site, for whoever sees any of it (docs/explanation/security.md). */
const told = new Set(['lastEventAt', 'lastRecordedAt', 'now'])
const shown = (push: unknown) => aboutTheQuestion(push, told)

let lab: RecordedLab

/** Until every board has been computed once more than it had been. */
async function boardsComeAgain() {
  const before = boards().map(one => one.pushes.length)
  await lab.ports.engine.waitUntilProcessed(0, 0)
  await vi.waitFor(() => {
    const late = boards().filter((one, place) => one.pushes.length <= (before[place] ?? 0) && !one.isOver())
    expect(late.map(({ of, query }) => [of, query.slice(0, 80)])).toEqual([])
  }, soon)
}

const otherwise = (which: (one: Watched) => boolean) =>
  boards()
    .filter(which)
    .flatMap(one => {
      const was = first.get(one)
      return one.pushes.filter(push => shown(push) !== was).map(push => [one.of, one.query.slice(0, 80), push])
    })

beforeAll(async () => {
  lab = await recordedLab()
  await configure(lab.ask, 'lab', { entity: 'acme', queues: ['sales', 'vip'], agents: ['8001', '8006'] })
  await lab.ports.engine.waitUntilProcessed(0, 0)
  const subscribe = subscriber(lab.ports)
  for (const [of, identity] of Object.entries(askers))
    for (const { name, query } of subscriptions)
      if (of !== seesAll || query.includes('"lab'))
        watchedBy.push({ name, of, query, ...(await subscribe(query, identity)) })
  await vi.waitFor(() => expect(boards().filter(({ pushes }) => pushes.length === 0)).toEqual([]), soon)
  await boardsComeAgain()
  for (const one of boards()) first.set(one, shown(one.pushes.at(-1)))
}, 600_000)
afterAll(async () => {
  await Promise.all(watchedBy.map(one => one.stop()))
  await lab.stop()
})

/** A roll-out begins; no PBX is needed for that. */
const rollOutOf = (site: string, node: string) =>
  lab.ports.store.append([
    {
      stream: rollOutStream(site, node),
      expected: 'any',
      events: [
        {
          type: 'ConfigurationRollOutStarted',
          data: {
            type: 'ConfigurationRollOutStarted',
            rollOutId: node,
            position: 1,
            generation: 'g1',
            files: [],
            overwriteDrift: false,
          },
          occurredAt: 0,
          site,
          node,
        },
      ],
    },
  ])

async function done(mutations: string) {
  const { data, errors } = await lab.ask(`mutation { ${mutations} }`)
  expect([errors, JSON.stringify(data)]).toEqual([undefined, expect.not.stringContaining('message')])
}

const callBack = (site: string, list: string, requestId: string) => {
  const of = `site: "${site}", requestId: "${requestId}"`
  return done(`
    a: requestCallback(input: { ${of}, list: "${list}", phoneNumber: "0611111111" }) { rejections { message } }
    b: takeCallback(input: { ${of}, agent: "Agent/8001" }) { rejections { message } }
    c: releaseCallback(input: { ${of} }) { rejections { message } }`)
}

test('of another site nothing is pushed', async () => {
  await importAgain(lab.ports.store, { site: 'lyon', node: 'zed-node', timeZone: 'America/Montreal' }, text => text)
  await lab.ports.engine.waitUntilProcessed(0, 0)
  await configure(lab.ask, 'lyon', { entity: 'acme', queues: ['sales', 'vip'], agents: ['8001', '8006'] })
  await callBack('lyon', 'acme-leads', 'again')
  await rollOutOf('lyon', 'zed-node')
  await done(
    'defineTrunk(site: "lyon", input: { name: "zed", endpoint: { custom: { interface: "DAHDI/g0" } } }) { rejections { message } }',
  )
  await boardsComeAgain()
  expect(otherwise(() => true)).toEqual([])
  expect(news().flatMap(one => one.pushes.filter(({ errors }) => !errors))).toEqual([])
}, 300_000)

/** Rows of a time that the site is past. */
const rows = (...written: readonly (readonly [queue: string, agent: string, event: string, ...data: string[]])[]) =>
  lab.ports.store.append([
    {
      stream: 'facts/lab/asterisk-20/queue_log',
      expected: 'any',
      events: written.map(([queue, agent, event, ...data]) => ({
        type: queueLogRowRecorded,
        data: { raw: '', form: 'file', callid: 'new.1', queue, agent, event, data },
        occurredAt: microsOfIso('2026-11-21T03:55:00Z') ?? NaN,
        site: 'lab',
        node: 'asterisk-20',
      })),
    },
  ])

test('nor of other queues and agents of the own one', async () => {
  const before = news().map(({ pushes }) => pushes.length)
  await configure(lab.ask, 'lab', { entity: 'zed', queues: ['claims', 'billing'], agents: ['8004', '8009'] })
  await callBack('lab', 'zed-leads', 'again')
  await rows(['claims', 'NONE', 'ENTERQUEUE', '', '0611111111', '1'], ['NONE', 'Agent/8009', 'PAUSEALL', 'lunch'])
  await boardsComeAgain()
  expect(otherwise(narrow)).toEqual([])
  const pushed = news().filter((one, place) => narrow(one) && one.pushes.length > (before[place] ?? 0))
  expect(pushed.map(({ of, query }) => [of, query.slice(0, 80)])).toEqual([])
}, 300_000)

test('and yet everybody is pushed what is his', async () => {
  const end = await lab.ports.store.lastPosition()
  await callBack('lab', 'acme-leads', 'his')
  await rollOutOf('lab', 'asterisk-20')
  await done(`
    a: setQueueThresholds(input: { site: "lab", queue: "sales", thresholds: { serviceLevelSeconds: 12, shortAbandonSeconds: 3, t1Seconds: 15, t2Seconds: 31 } }) { rejections { message } }
    b: defineTrunk(site: "lab", input: { name: "own", endpoint: { custom: { interface: "DAHDI/g0" } } }) { rejections { message } }`)
  await rows(['NONE', 'Agent/8001', 'PAUSEALL', 'lunch'])
  await boardsComeAgain()
  const isPushed = (name: string, of: string) =>
    watchedBy.some(one => {
      if (one.name !== name || one.of !== of) return false
      if (isBoard(one)) return one.pushes.some(push => shown(push) !== first.get(one))
      return one.pushes.some(({ data }) => Boolean(data))
    })
  const hisNews: Readonly<Record<string, readonly string[]>> = {
    queueBoard: [seesSite, 'a supervisor of two queues', 'an auditor of an entity', seesAll],
    agentBoard: Object.keys(askers),
    trunkBoard: [seesSite, 'a supervisor of two queues', 'a supervisor of two agents', seesAll],
    callbackChanges: [seesSite, 'a supervisor of two queues', 'an auditor of an entity', seesAll],
    events: ['an auditor of an entity', seesAll],
    configurationChanges: [seesAll],
    rollOutProgress: [seesAll],
  }
  expect(new Set(Object.keys(hisNews))).toEqual(new Set(subscriptions.map(({ name }) => name)))
  await vi.waitFor(() => {
    for (const [name, whose] of Object.entries(hisNews))
      expect([name, Object.keys(askers).filter(of => isPushed(name, of))]).toEqual([name, whose])
  }, soon)
  const early = news().flatMap(one => (narrow(one) ? one.pushes.filter(push => positionOf(push) <= end) : []))
  expect(early).toEqual([])
}, 300_000)

/** Where what is pushed stands in the log. */
function positionOf({ data }: Subscribed['pushes'][number]): number {
  const [told] = Object.values(data ?? {}) as readonly { readonly position?: string }[]
  return Number(told?.position ?? Infinity)
}

test('nothing failed', () => {
  expect(lab.faults).toEqual([])
})
