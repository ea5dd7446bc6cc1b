import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asker, holder } from '../testing/ask.ts'
import { resultsIn } from '../testing/event-stream.ts'
import { tokenBook } from '../testing/fakes.ts'
import { period, questionsOfFigures as questions, rows } from '../testing/questions-of-figures.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { bearer, post, serve, type Served } from '../testing/serve.ts'

let lab: RecordedLab
let served: Served
const book = tokenBook()

const ofAcme = ['sales', 'vip']
const agentsOfAcme = ['8001', '8006', '8009']
const scope = {
  queues: ofAcme.map(queue => `lab/${queue}`),
  agents: agentsOfAcme.map(agent => `lab/Agent/${agent}`),
}
const acme = holder('auditor', { entities: ['lab/acme'] })
/** Sees the same by names: how he is cut is tested elsewhere. */
const byNames = holder('analyst', scope)

beforeAll(async () => {
  lab = await recordedLab()
  const others = ['billing', 'claims', 'oncall', 'support']
  const othersAgents = ['8002', '8003', '8004', '8005', '8007', '8008', '8010', '8011', '8012']
  const commands = [
    ...['acme', 'globex'].flatMap(name => [
      `{ defineEntity: { name: "${name}", displayName: "${name}" } }`,
      `{ defineContext: { name: "${name}", displayName: "${name}", entity: "${name}" } }`,
      `{ defineAgentGroup: { name: "of-${name}", displayName: "${name}" } }`,
    ]),
    ...ofAcme.map(queue => `{ defineQueue: { name: "${queue}", displayName: "${queue}", entity: "acme" } }`),
    ...others.map(queue => `{ defineQueue: { name: "${queue}", displayName: "${queue}", entity: "globex" } }`),
    ...agentsOfAcme.map(
      number => `{ defineAgent: { number: "${number}", firstName: "A", context: "acme", group: "of-acme" } }`,
    ),
    ...othersAgents.map(
      number => `{ defineAgent: { number: "${number}", firstName: "G", context: "globex", group: "of-globex" } }`,
    ),
  ]
  const { data } = await lab.ask(
    `mutation { applyChangeSet(input: { commands: [${commands.join(', ')}] }) { rejections { field message } } }`,
  )
  expect(data).toEqual({ applyChangeSet: { rejections: [] } })
  const reports = { ...lab.ports.reports, tokenById: book.reports.tokenById }
  served = await serve({ ...lab.ports, reports })
}, 200_000)

afterAll(async () => {
  await served.stop()
  await lab.stop()
})
afterEach(() => {
  expect(lab.faults.splice(0)).toEqual([])
})

describe('who is limited to an entity sees of figures what belongs to it, as who has its queues and agents by name', () => {
  test.each(Object.entries(questions))('%s', async (_, query) => {
    const seen = await lab.ask(query, {}, acme)
    const named = await lab.ask(query, {}, byNames)
    expect(named.errors?.map(({ message }) => message) ?? []).toEqual([])
    expect(seen).toEqual(named)
  })

  test.each(['queueBoard', 'agentBoard', 'queueStatistics', 'agentStatistics', 'queueVisits', 'calls', 'agentGroups'])(
    '%s: some, and less than all',
    async name => {
      const all = JSON.stringify((await lab.ask(questions[name] ?? '')).data)
      const seen = JSON.stringify((await lab.ask(questions[name] ?? '', {}, acme)).data)
      expect(seen.length).toBeLessThan(all.length)
      expect(seen).toMatch(/sales|8001|callId/)
      expect(seen).not.toMatch(/"queue":"(billing|claims|oncall|support)"/)
    },
  )

  test.each([
    ['queueStatistics', `{ queueStatistics(${period}, queues: ["billing"]) ${rows('offered')} }`],
    ['agentTimeline', `{ agentTimeline(agent: "Agent/8002", ${period}) { state } }`],
    ['entities', `{ queueStatistics(${period}, entities: ["globex"]) ${rows('offered')} }`],
  ])('%s: another’s by name is one that is not there', async (_, query) => {
    const { errors } = await lab.ask(query, {}, acme)
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
    expect(errors?.[0]?.message).toContain('that you may see')
  })

  test('in panels', async () => {
    const visible: unknown[] = []
    const panels = {
      ...lab.ports.panels,
      aggregate: (question: { readonly filter: { readonly visible?: unknown } }) => {
        visible.push(question.filter.visible)
        return Promise.resolve({ groups: [], isCut: false })
      },
    }
    const ask = asker({ ...lab.ports, panels })
    const query = `{ panel(documents: VISIT, filter: { ${period} }) { groups { count } } }`
    for (const identity of [acme, byNames, holder('auditor')])
      expect((await ask(query, {}, identity)).errors).toBeUndefined()
    expect(visible[0]).toEqual(visible[1])
    expect(visible[0]).not.toEqual(visible[2])
  })

  test('in exports', async () => {
    const csv = async (token: string) => {
      const response = await fetch(`${served.url}/calls.csv?from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z`, {
        headers: bearer(token),
      })
      expect(response.status).toBe(200)
      return (await response.text()).trim().split('\n')
    }
    const seen = await csv(book.issue('auditor', { scope: { entities: ['lab/acme'] } }))
    expect(seen).toEqual(await csv(book.issue('analyst', { scope })))
    const all = await csv(book.issue('auditor'))
    expect(seen.length).toBeGreaterThan(10)
    expect(seen.length).toBeLessThan(all.length)
  })

  test('in subscriptions, where it is looked up again with each answer', async () => {
    const first = async (token: string) => {
      const headers = { ...bearer(token), Accept: 'text/event-stream' }
      const response = await post(served.url, 'subscription { queueBoard { queues { queue } } }', headers)
      for await (const { data } of resultsIn(response)) {
        await response.body?.cancel().catch(() => undefined)
        return data
      }
      throw new Error('nothing was pushed')
    }
    const seen = await first(book.issue('auditor', { scope: { entities: ['lab/acme'] } }))
    expect(seen).toEqual({ queueBoard: { queues: [{ queue: 'sales' }, { queue: 'vip' }] } })
    const globex = await first(book.issue('auditor', { scope: { entities: ['lab/globex'] } }))
    expect(JSON.stringify(globex)).not.toMatch(/sales|vip/)
  })
})

describe('who sees all asks for what belongs to entities', () => {
  test('queues', async () => {
    const fields = rows('queue offered')
    const { data } = await lab.ask(`{ queueStatistics(${period}, entities: ["acme"]) ${fields} }`)
    expect(data).toEqual((await lab.ask(`{ queueStatistics(${period}) ${fields} }`, {}, byNames)).data)
    const both = await lab.ask(
      `{ queueStatistics(${period}, queues: ["sales", "claims"], entities: ["lab/acme"]) ${fields} }`,
    )
    expect(JSON.stringify(both.data)).toMatch(/"sales"/)
    expect(JSON.stringify(both.data)).not.toMatch(/"claims"/)
    const sums = `{ reconciliation(${period}, entities: ["acme"]) { queue offered } }`
    expect((await lab.ask(sums)).data).toEqual(
      (await lab.ask(`{ reconciliation(${period}) { queue offered } }`, {}, byNames)).data,
    )
  })

  test('agents', async () => {
    const fields = rows('agent answered')
    const { data } = await lab.ask(`{ agentStatistics(${period}, entities: ["acme"]) ${fields} }`)
    expect(data).toEqual((await lab.ask(`{ agentStatistics(${period}) ${fields} }`, {}, byNames)).data)
    const ofQueues = await lab.ask(`{ agentQueueStatistics(${period}, entities: ["acme"]) ${rows('queue')} }`)
    expect(JSON.stringify(ofQueues.data)).toMatch(/"sales"/)
    expect(JSON.stringify(ofQueues.data)).not.toMatch(/"claims"/)
  })

  test('visits, calls and panels', async () => {
    const visits = (filter: string) => `{ queueVisits(first: 1000${filter}) ${rows('callId queue')} }`
    expect((await lab.ask(visits(', filter: { entities: ["acme"] }'))).data).toEqual(
      (await lab.ask(visits(''), {}, byNames)).data,
    )
    const calls = (filter: string) => `{ calls(first: 1000${filter}) ${rows('callId')} }`
    expect((await lab.ask(calls(', filter: { entities: ["lab/acme"] }'))).data).toEqual(
      (await lab.ask(calls(''), {}, byNames)).data,
    )
    const visible: unknown[] = []
    const panels = {
      ...lab.ports.panels,
      aggregate: (question: { readonly filter: { readonly visible?: unknown } }) => {
        visible.push(question.filter.visible)
        return Promise.resolve({ groups: [], isCut: false })
      },
    }
    const ask = asker({ ...lab.ports, panels })
    const panel = (filter: string) => `{ panel(documents: CALL, filter: { ${period}${filter} }) { groups { count } } }`
    await ask(panel(', entities: ["acme"]'))
    await ask(panel(''), {}, byNames)
    expect(visible[0]).toEqual(visible[1])
  })

  test('one that there is not is a mistake', async () => {
    const { errors } = await lab.ask(`{ queueStatistics(${period}, entities: ["initech"]) ${rows('offered')} }`)
    expect(errors?.[0]?.message).toBe(
      'entities: there is no entity "initech" that you may see. You see: lab/acme, lab/globex.',
    )
  })
})
