import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

async function world() {
  const store = createMemoryEventStore()
  const ask = asker(fakePorts(store))
  const made = await ask(`mutation {
    a: defineContext(input: { name: "default", displayName: "Default" }) { rejections { message } }
    b: defineAgent(input: { number: "8001", firstName: "Ann", context: "default", password: "1234" }) { rejections { message } }
    c: defineAgent(input: { number: "8002", firstName: "Bob", context: "default" }) { rejections { message } }
  }`)
  expect(JSON.stringify(made)).not.toContain('message')
  return ask
}

test('the objects of any kind are told alike, by key, with their history, and secrets are shown to nobody', async () => {
  const ask = await world()
  const { data, errors } = await ask(`{ configuration { objects(kind: "agent", first: 1) {
    edges { node { object kind key revision value } } pageInfo { hasNextPage endCursor }
  } } }`)
  expect(errors).toBeUndefined()
  const { edges, pageInfo } = (data as unknown as Objects).configuration.objects
  expect(edges).toMatchObject([{ node: { kind: 'agent', key: '8001', revision: 0 } }])
  expect(edges[0]?.node.value).toMatchObject({ firstName: 'Ann', password: '(secret)' })
  expect(pageInfo.hasNextPage).toBe(true)
  const history = await ask(
    `{ configurationHistory(object: "${edges[0]?.node.object}") { edges { node { type key } } } }`,
  )
  expect(history.data).toEqual({
    configurationHistory: { edges: [{ node: { type: 'AgentDefined', key: '8001' } }] },
  })
  const behind = await ask(
    `{ configuration { objects(kind: "agent", after: "${pageInfo.endCursor}") { edges { node { key } } } } }`,
  )
  expect(behind.data).toEqual({ configuration: { objects: { edges: [{ node: { key: '8002' } }] } } })
})

test('kinds are told with how many there are of each; one that is not there names those that are', async () => {
  const ask = await world()
  const { data } = await ask('{ configuration { kinds { kind plural single count } } }', {}, holder('auditor'))
  const { kinds } = (data as unknown as Kinds).configuration
  expect(kinds).toContainEqual({ kind: 'agent', plural: 'agents', single: false, count: 2 })
  expect(kinds).toContainEqual({ kind: 'sipSettings', plural: 'sipSettings', single: true, count: 1 })
  const wrong = await ask('{ configuration { objects(kind: "sip") { edges { node { key } } } } }')
  expect(wrong.errors?.[0]?.message).toContain('there is no kind sip; there are agent, agentGroup')
})

interface Objects {
  readonly configuration: {
    readonly objects: {
      readonly edges: readonly { readonly node: { readonly object: string; readonly value: unknown } }[]
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
    }
  }
}

interface Kinds {
  readonly configuration: { readonly kinds: readonly unknown[] }
}
