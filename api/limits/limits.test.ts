import { parse } from 'graphql/index.js'
import { describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { schema } from '../schema.ts'
import { asker } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'
import { documentDepth } from './document-depth.ts'
import { operationCost } from './query-cost.ts'

const ask = asker(fakePorts(createMemoryEventStore()))

const codeOf = async (query: string, variables = {}) => (await ask(query, variables)).errors?.[0]?.extensions.code

describe('depth', () => {
  const depth = (text: string) => documentDepth(parse(text))

  test('is that of the deepest field, fragments followed', () => {
    expect(depth('{ a }')).toBe(1)
    expect(depth('{ a { b ... on T { c { d } } } x }')).toBe(3)
    expect(depth('{ a { ...F } } fragment F on T { b { c } }')).toBe(3)
  })

  test('of introspection counts as one: graphql-js bounds it', () => {
    expect(depth('{ __schema { types { fields { type { ofType { name } } } } } }')).toBe(1)
  })

  test('of fragments that contain themselves is found, not looked for forever', () => {
    expect(depth('{ ...A } fragment A on T { a { ...B } } fragment B on T { b { ...A } }')).toBe(2)
  })

  test('of fragments that double and double again takes no time', () => {
    const fragments = Array.from({ length: 200 }, (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`)
    expect(depth(`{ ...F0 } ${fragments.join(' ')} fragment F200 on T { a }`)).toBe(1)
  })

  test('beyond the limit is refused before anything is executed, with what to do', async () => {
    const nested = 'visits(first: 1) { edges { node { events { id } } } }'
    const deep = `{ queueStatistics(first: 1, period: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" }) { edges { node { ${nested} } } } }`
    const tight = asker(fakePorts(createMemoryEventStore()), { depth: 6 })
    expect((await tight(deep)).errors).toMatchObject([
      {
        message: 'This document nests fields 8 deep, 6 are allowed. Ask for the inner objects with a second query.',
        extensions: { code: 'QUERY_TOO_DEEP', depth: 8, limit: 6 },
      },
    ])
    expect(await codeOf(deep)).toBeUndefined()
  })
})

describe('nesting', () => {
  const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown
  const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

  test.each([
    ['fields', `{ ${'a { '.repeat(3000)} b ${'} '.repeat(3000)} }`],
    ['fragments', `{ ${'... { '.repeat(3000)} viewer { label } ${'} '.repeat(3000)} }`],
    ['lists', `{ queueBoard(queues: ${lists(4000)}) { now } }`],
    ['brackets that are not closed', '{'.repeat(9000)],
  ])('of %s that would use up the stack is refused as too deep', async (_, query) => {
    expect((await ask(query)).errors).toMatchObject([
      {
        message: expect.stringContaining('brackets more than 100 deep') as string,
        extensions: { code: 'QUERY_TOO_DEEP' },
      },
    ])
  })

  test('of a variable likewise, with its name', async () => {
    const { errors } = await ask('{ viewer { label } }', { x: nested(101) })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'x' })
    expect(await codeOf('{ viewer { label } }', { x: nested(100) })).toBeUndefined()
  })
})

test('the character U+0000, which no text in the database can have, is refused with the name of the argument', async () => {
  const refused = { code: 'BAD_USER_INPUT', argument: 'linkedId' }
  const literal = await ask('{ call(linkedId: "a\\u0000b") { id } }')
  expect(literal.errors?.[0]?.extensions).toMatchObject(refused)
  const variable = await ask('query ($linkedId: String!) { call(linkedId: $linkedId) { id } }', {
    linkedId: 'a\u0000b',
  })
  expect(variable.errors?.[0]?.extensions).toMatchObject(refused)
})

describe('cost', () => {
  const cost = (text: string, variables = {}) => operationCost(schema, parse(text), undefined, variables)

  test('below a connection counts so many times as rows are asked for, 100 without first', () => {
    const visits = (args: string) => cost(`{ queueVisits${args} { edges { node { queue } } } }`)
    expect(visits('(first: 10)') - visits('(first: 9)')).toBe(visits('(first: 2)') - visits('(first: 1)'))
    expect(visits('')).toBe(visits('(first: 100)'))
    expect(visits('(first: 1000)')).toBeGreaterThan(3000)
  })

  test('reads first from variables and their defaults', () => {
    const query = 'query ($n: Int = 7) { queueVisits(first: $n) { edges { node { queue } } } }'
    const literal = (n: number) => cost(`{ queueVisits(first: ${n}) { edges { node { queue } } } }`)
    expect(cost(query)).toBe(literal(7))
    expect(cost(query, { n: 500 })).toBe(literal(500))
  })

  test('of a size that is refused takes nothing away from what others cost', async () => {
    const visits = (first: number, name: string) =>
      `${name}: queueVisits(first: ${first}) { edges { node { ${Array.from({ length: 60 }, (_, i) => `q${i}: queue`).join(' ')} } } }`
    expect(await codeOf(`{ ${visits(1000, 'a')} ${visits(1000, 'b')} }`)).toBe('QUERY_TOO_COSTLY')
    expect(await codeOf(`{ ${visits(1000, 'a')} ${visits(1000, 'b')} ${visits(-2000, 'c')} }`)).toBe('QUERY_TOO_COSTLY')
    expect((await ask('{ queueVisits(first: 2000000000) { edges { node { queue agent } } } }')).errors).toMatchObject([
      { message: expect.stringContaining('ask for 1 to 1000') as string },
    ])
  })

  test('of an alias is that of a field', () => {
    expect(cost('{ a: status { now } b: status { now } }')).toBe(2 * cost('{ status { now } }'))
  })

  test('of a fragment counts wherever it is spread', () => {
    const query = '{ a: status { ...S } b: status { ...S } } fragment S on Status { now version }'
    expect(cost(query)).toBe(cost('{ a: status { now version } b: status { now version } }'))
  })

  test('beyond the limit is refused, by aliases as by rows', async () => {
    const visits = '{ edges { node { queue agent outcome waitSeconds talkSeconds } } }'
    const aliases = Array.from({ length: 30 }, (_, i) => `v${i}: queueVisits(first: 1000) ${visits}`)
    expect(await codeOf(`{ ${aliases.join(' ')} }`)).toBe('QUERY_TOO_COSTLY')
    expect(await codeOf(`{ queueVisits(first: 1000) ${visits} }`)).toBeUndefined()
  })

  test('of a subscription is bounded too', async () => {
    const aliases = Array.from(
      { length: 500 },
      (_, i) => `q${i}: queues { site queue waiting today { entered answered } }`,
    )
    expect(await codeOf(`subscription { queueBoard { ${aliases.join(' ')} } }`)).toBe('QUERY_TOO_COSTLY')
  })

  test('a document of very many tokens is not even read to its end', async () => {
    expect((await ask(`{ ${'a '.repeat(20_000)} }`)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

test('a request that is too large is told how large it may be, and where larger files go', async () => {
  const small = asker(fakePorts(createMemoryEventStore()), { bytes: 2000 })
  const { errors } = await small(`{ status { position } } #${'x'.repeat(3000)}`)
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(/2000 bytes at most.*ringledger config apply FILE/) as string,
    extensions: { code: 'BAD_USER_INPUT' },
  })
})
