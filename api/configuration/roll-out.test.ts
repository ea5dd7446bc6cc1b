import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { silent } from '../../domain/kernel/log.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { managerSecretVariable, startFakeAsterisk, type FakeAsterisk } from '../../infra/pbx/testing/fake-asterisk.ts'
import { createRollOutService } from '../../infra/roll-out/service.ts'
import { createMemoryWorkflows } from '../../infra/workflows/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

let asterisk: FakeAsterisk
beforeEach(async () => {
  asterisk = await startFakeAsterisk()
})
afterEach(() => asterisk.stop())

async function world() {
  const store = createMemoryEventStore()
  const workflows = createMemoryWorkflows()
  const service = createRollOutService({
    store,
    reader: createConfigurationReader(store, kinds),
    workflows,
    open: sealed => sealed,
    clock: () => 1_795_233_000_000_000,
    rules: { kinds, seal: plain => plain },
    log: silent,
  })
  const ask = asker(fakePorts(store, { rollOuts: service }))
  const deployment = `{ directory: "${asterisk.directory}", ami: { port: ${asterisk.ami.port}, secretEnvironment: "${managerSecretVariable}" } }`
  for (const command of [
    `defineMediaServer(input: { name: "mds0", address: "192.0.2.1", deployment: ${deployment} })`,
    'defineContext(input: { name: "default", displayName: "Default" })',
    'defineQueue(input: { name: "sales", displayName: "Sales" })',
  ])
    expect((await ask(`mutation { answer: ${command} { rejections { field message } } }`)).data).toEqual({
      answer: { rejections: [] },
    })
  return { ask, service, workflows }
}

const rollOut = (more = '') =>
  `mutation { rollOut(input: { ${more} }) { rejections { field rule message } rollOuts { node state } } }`
const list =
  '{ rollOuts { edges { node { node state actor reloads { module } drift { path change } failedStep reason } } } }'

test('a roll-out begins, the node gets the files, and the list tells how it ended', async () => {
  const { ask, service, workflows } = await world()
  expect((await ask(rollOut())).data).toEqual({
    rollOut: { rejections: [], rollOuts: [{ node: 'mds0', state: 'RUNNING' }] },
  })
  const worker = await service.work()
  await workflows.idle()
  await worker.stop()
  expect((await ask(list)).data).toMatchObject({
    rollOuts: { edges: [{ node: { node: 'mds0', state: 'APPLIED', actor: 'a administrator', reason: null } }] },
  })
  expect(asterisk.shows().queues).toEqual([{ name: 'sales', members: [] }])
})

test('a second one is refused while the first runs, and says so', async () => {
  const { ask } = await world()
  await ask(rollOut())
  expect((await ask(rollOut())).data).toMatchObject({
    rollOut: { rejections: [{ field: 'nodes', rule: 'running' }], rollOuts: [] },
  })
})

test('drift is told when it is asked for, and by the roll-out that it stops', async () => {
  const { ask, service, workflows } = await world()
  const worker = await service.work()
  await ask(rollOut())
  await workflows.idle()
  const drift = '{ configurationDrift { node problem files { path change } } }'
  expect((await ask(drift)).data).toEqual({ configurationDrift: [{ node: 'mds0', problem: null, files: [] }] })
  await writeFile(path.join(asterisk.directory, 'current', 'queues.conf'), '[mine]\n')
  const edited = [{ path: 'queues.conf', change: 'EDITED' }]
  expect((await ask(drift)).data).toMatchObject({ configurationDrift: [{ files: edited }] })
  await ask(rollOut())
  await workflows.idle()
  await worker.stop()
  expect((await ask(list)).data).toMatchObject({
    rollOuts: { edges: [{ node: { state: 'REJECTED', drift: edited, failedStep: 'compare' } }, {}] },
  })
})

test('every step of a roll-out is told, with what came of it', async () => {
  const { ask, service, workflows } = await world()
  const worker = await service.work()
  await ask(rollOut())
  await workflows.idle()
  await worker.stop()
  const { data } = await ask('{ rollOuts { edges { node { steps { step module findings problem } } } } }')
  const { steps } = (data?.['rollOuts'] as { edges: [{ node: { steps: { step: string; module: string | null }[] } }] })
    .edges[0].node
  expect(steps.filter(({ module }) => module === null).map(({ step }) => step)).toEqual([
    'RENDER',
    'CHECK',
    'REACH',
    'COMPARE',
    'STAGE',
    'SWITCH',
    'VERIFY',
  ])
  expect(steps).toContainEqual({
    step: 'RELOAD',
    module: 'app_queue.so',
    findings: ['Module Reloaded'],
    problem: null,
  })
})

test('the list is read page by page, newest first', async () => {
  const { ask, service, workflows } = await world()
  const worker = await service.work()
  for (let n = 0; n < 3; n++) {
    await ask(rollOut())
    await workflows.idle()
  }
  await worker.stop()
  const seen: unknown[] = []
  for (let after = ''; seen.length < 3;) {
    const { data } = await ask(
      `{ rollOuts(first: 1 ${after}) { pageInfo { hasNextPage endCursor } edges { node { generation } } } }`,
    )
    const page = data?.['rollOuts'] as {
      pageInfo: { hasNextPage: boolean; endCursor: string }
      edges: { node: { generation: string } }[]
    }
    seen.push(...page.edges.map(({ node }) => Number.parseInt(node.generation)))
    expect(page.pageInfo.hasNextPage).toBe(seen.length < 3)
    after = `after: "${page.pageInfo.endCursor}"`
  }
  expect(seen).toEqual([3, 2, 1])
})

test('a node that is not there, or that nobody says how to reach, is refused by name', async () => {
  const { ask } = await world()
  await ask('mutation { defineMediaServer(input: { name: "mds1", address: "192.0.2.2" }) { position } }')
  expect((await ask(rollOut('nodes: ["mds1", "mds2"]'))).data).toMatchObject({
    rollOut: {
      rejections: [
        { field: 'nodes[0]', rule: 'reachable' },
        { field: 'nodes[1]', rule: 'exists' },
      ],
      rollOuts: [],
    },
  })
})

test('only administrators roll out', async () => {
  const { ask } = await world()
  expect((await ask(rollOut(), {}, holder('auditor'))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
})
