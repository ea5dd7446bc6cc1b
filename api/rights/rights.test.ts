import { buildSchema } from 'graphql/index.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyRole, readers, roles, rolesOfPeople, type GrantedScope, type Role } from '../../domain/access/identity.ts'
import { commandsOf } from '../../domain/configuration/commands.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { enforceRights } from './rights.ts'
import { schema } from '../schema.ts'
import { operationsOf } from '../testing/every-operation.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts, tokenBook } from '../testing/fakes.ts'
import { bearer, errorIn, post, serve, type Served } from '../testing/serve.ts'

const alsoOfOwnAgent: readonly Role[] = [...readers, 'none']
const whoeverSignsIn: readonly Role[] = [...readers, ...rolesOfPeople]

/** Whether each role gets an answer: the whole table, so that a new field has to be entered here. */
const named: Readonly<Record<string, readonly Role[]>> = {
  'Query.accessNames': everyRole,
  'Query.agentBoard': alsoOfOwnAgent,
  'Query.agentCalls': whoeverSignsIn,
  'Query.agentControls': ['administrator', 'supervisor'],
  'Query.agentGroups': alsoOfOwnAgent,
  'Query.agentQueueStatistics': alsoOfOwnAgent,
  'Query.agentStatistics': alsoOfOwnAgent,
  'Query.agentTimeline': alsoOfOwnAgent,
  'Query.call': whoeverSignsIn,
  'Query.callReconciliation': whoeverSignsIn,
  'Query.callWitnesses': whoeverSignsIn,
  'Query.calls': whoeverSignsIn,
  'Query.configuration': ['administrator', 'auditor'],
  'Query.configurationDrift': ['administrator', 'auditor'],
  'Query.configurationDiff': ['administrator', 'auditor'],
  'Query.configurationFiles': ['administrator', 'auditor'],
  'Query.configurationHistory': ['administrator', 'auditor'],
  'Query.customerHistory': whoeverSignsIn,
  'Query.events': ['administrator', 'auditor'],
  'Query.lastAgent': whoeverSignsIn,
  'Query.lineCalls': whoeverSignsIn,
  'Query.metricDefinitions': whoeverSignsIn,
  'Query.node': alsoOfOwnAgent,
  'Query.nodes': alsoOfOwnAgent,
  'Query.panel': alsoOfOwnAgent,
  'Query.panelDocuments': alsoOfOwnAgent,
  'Query.phonebook': readers,
  'Query.profiles': ['administrator', 'supervisor', 'auditor'],
  'Query.quarantine': ['administrator', 'auditor'],
  'Query.callbackOffer': readers,
  'Query.callbackRequest': readers,
  'Query.callbackRequests': readers,
  'Query.callbackTotals': readers,
  'Query.qualificationAnswers': readers,
  'Query.qualificationStatistics': readers,
  'Query.queueBoard': alsoOfOwnAgent,
  'Query.queueDissuasions': ['administrator', 'auditor'],
  'Query.queueOpenHours': alsoOfOwnAgent,
  'Query.queueStatistics': alsoOfOwnAgent,
  'Query.queueThresholds': alsoOfOwnAgent,
  'Query.queueVisits': alsoOfOwnAgent,
  'Query.reconciliation': alsoOfOwnAgent,
  'Query.restatement': ['administrator', 'auditor'],
  'Query.retention': ['administrator', 'auditor'],
  'Query.reverseLookup': readers,
  'Query.rollOuts': ['administrator', 'auditor'],
  'Query.scheduledChanges': ['administrator', 'auditor'],
  'Query.sites': whoeverSignsIn,
  'Query.status': readers,
  'Query.switchboardStatistics': alsoOfOwnAgent,
  'Query.tokens': ['administrator', 'auditor'],
  'Query.trunkBoard': readers,
  'Query.viewer': everyRole,
  'Mutation.answerQualification': ['administrator', 'supervisor'],
  'Mutation.annotateCall': ['administrator', 'supervisor'],
  'Mutation.applyChangeSet': ['administrator'],
  'Mutation.applyConfigurationDocument': ['administrator'],
  'Mutation.attachCallData': ['administrator', 'supervisor'],
  'Mutation.cancelScheduledChange': ['administrator'],
  'Mutation.configureSource': ['administrator'],
  'Mutation.excludeCall': ['administrator', 'supervisor'],
  'Mutation.excludePeriod': ['administrator', 'supervisor'],
  'Mutation.importPhonebook': ['administrator'],
  'Mutation.importUsers': ['administrator'],
  'Mutation.importCallbackRequests': ['administrator', 'supervisor'],
  'Mutation.includeCall': ['administrator', 'supervisor'],
  'Mutation.includePeriod': ['administrator', 'supervisor'],
  'Mutation.issueToken': ['administrator'],
  'Mutation.listenAgent': ['administrator', 'supervisor'],
  'Mutation.loginAgent': ['administrator', 'supervisor'],
  'Mutation.logoutAgent': ['administrator', 'supervisor'],
  'Mutation.pauseAgent': ['administrator', 'supervisor'],
  'Mutation.purgeRecords': ['administrator'],
  'Mutation.registerNode': ['administrator'],
  'Mutation.registerSite': ['administrator'],
  'Mutation.removeAgentFromQueue': ['administrator', 'supervisor'],
  'Mutation.removeSource': ['administrator'],
  'Mutation.releaseCallback': ['administrator', 'supervisor'],
  'Mutation.requestCallback': ['administrator', 'supervisor'],
  'Mutation.retryQuarantine': ['administrator'],
  'Mutation.revertConfiguration': ['administrator'],
  'Mutation.revokeToken': ['administrator'],
  'Mutation.rollOut': ['administrator'],
  'Mutation.setAgentQueue': ['administrator', 'supervisor'],
  'Mutation.setQueueDissuasion': ['administrator'],
  'Mutation.setQueueThresholds': ['administrator', 'supervisor'],
  'Mutation.startCallback': ['administrator', 'supervisor'],
  'Mutation.stopDemo': ['administrator'],
  'Mutation.takeCallback': ['administrator', 'supervisor'],
  'Mutation.toggleAgentLogin': ['administrator', 'supervisor'],
  'Mutation.toggleAgentPause': ['administrator', 'supervisor'],
  'Mutation.updateCallbackTicket': ['administrator', 'supervisor'],
  'Mutation.unpauseAgent': ['administrator', 'supervisor'],
  'Subscription.agentBoard': alsoOfOwnAgent,
  'Subscription.callbackChanges': readers,
  'Subscription.configurationChanges': ['administrator', 'auditor'],
  'Subscription.events': ['administrator', 'auditor'],
  'Subscription.queueBoard': alsoOfOwnAgent,
  'Subscription.rollOutProgress': ['administrator', 'auditor'],
  'Subscription.trunkBoard': readers,
}

/** Commands about the configuration are the administrators'; these are the supervisors' too, about what is their own. */
const ofSupervisors = new Set(
  ['grantProfile', 'updateProfileScope', 'revokeProfile'].concat(
    ['define', 'change', 'remove'].map(verb => `${verb}CallbackList`),
  ),
)
const commands = [...commandsOf(kinds).keys()].map(
  name =>
    [
      `Mutation.${name}`,
      ofSupervisors.has(name) ? (['administrator', 'supervisor'] as const) : (['administrator'] as const),
    ] as const,
)

const table: Readonly<Record<string, readonly Role[]>> = { ...named, ...Object.fromEntries(commands) }

/** Who signs in sees something at least. */
const ofPeople: Readonly<Partial<Record<Role, GrantedScope>>> = {
  teacher: { queues: ['paris/sales'], agents: ['paris/Agent/8001'] },
  none: { agents: ['paris/Agent/8001'] },
}

const questions = [schema.getQueryType(), schema.getMutationType()].flatMap(operationsOf)
const pushes = operationsOf(schema.getSubscriptionType())

test('every field of the roots stands in the table', () => {
  expect([...questions, ...pushes].map(({ path }) => path).sort()).toEqual(Object.keys(table).sort())
})

describe.each(everyRole)('%s', role => {
  const ports = fakePorts(createMemoryEventStore())
  const ask = asker(ports)
  // Files are those of a PBX that is configured.
  beforeAll(() =>
    ask(
      'mutation { defineMediaServer(input: { name: "paris", displayName: "Paris", address: "192.0.2.1" }) { position } }',
    ),
  )

  test.each(questions)('$path', async ({ path, query }) => {
    const { errors } = await ask(query, {}, holder(role, ofPeople[role]))
    expect(errors?.map(({ extensions, message }) => `${extensions.code} ${message}`) ?? []).toEqual(
      table[path]?.includes(role) ? [] : [expect.stringMatching(/^FORBIDDEN .*: that takes the role /)],
    )
  })
})

describe('over HTTP', () => {
  const book = tokenBook()
  let served: Served
  beforeAll(async () => {
    const reports = { ...emptyReports, ...book.reports }
    served = await serve(fakePorts(createMemoryEventStore(), { reports }))
  })
  afterAll(() => served.stop())

  test.each([...questions, ...pushes])('$path is refused without a token', async ({ query }) => {
    const response = await post(served.url, query, { Accept: 'text/event-stream, application/json' })
    expect(response.status).toBe(401)
    expect((await errorIn(response))?.extensions.code).toBe('UNAUTHENTICATED')
  })

  describe.each(roles)('%s', role => {
    test.each(pushes)('$path', async ({ path, query }) => {
      const headers = { ...bearer(book.issue(role)), Accept: 'text/event-stream' }
      const response = await post(served.url, query, headers)
      const mayWatch = table[path]?.includes(role) ?? false
      expect(response.status).toBe(mayWatch ? 200 : 403)
      if (mayWatch) expect(response.headers.get('content-type')).toBe('text/event-stream')
      await response.body?.cancel()
    })
  })
})

test('an event by its id needs the right to read raw events', async () => {
  const ask = asker(fakePorts(createMemoryEventStore()))
  const query = `{ node(id: "${btoa('Event:1')}") { id } }`
  expect((await ask(query)).errors).toBeUndefined()
  expect((await ask(query, {}, holder('analyst'))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
})

test('a root field that names no right does not start', () => {
  expect(() => enforceRights(buildSchema('type Query { secret: String }'))).toThrow('Query.secret names no right')
})

test('a supervisor sets the thresholds of own queues only', async () => {
  const ask = asker(fakePorts(createMemoryEventStore()))
  const limits = '{ serviceLevelSeconds: 20, shortAbandonSeconds: 5, t1Seconds: 15, t2Seconds: 30 }'
  const set = (queue: string) =>
    ask(
      `mutation { setQueueThresholds(input: { site: "paris", queue: "${queue}", thresholds: ${limits} }) { rejections { message } } }`,
      {},
      holder('supervisor', { queues: ['paris/sales'] }),
    )
  expect((await set('sales')).data).toEqual({ setQueueThresholds: { rejections: [] } })
  expect((await set('support')).errors?.[0]?.message).toBe(
    'queue paris/support is not among those of a supervisor. Ask an administrator for a token with that right.',
  )
})
