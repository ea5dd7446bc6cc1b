import { afterAll, beforeAll, expect, test } from 'vitest'
import { isObjectType } from 'graphql/index.js'
import type { Identity } from '../../domain/access/identity.ts'
import { schema } from '../schema.ts'
import { questionsAbout } from '../testing/all-answers.ts'
import { holder } from '../testing/ask.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { configure } from '../testing/two-sites.ts'

/*
 * A cursor says where to go on, an id what is meant, and neither of them whose it is: with those of somebody who sees everything one sees no
 * more than without, and one that was altered, or is of another list, is refused.
 */

const few = { queues: ['lab/sales', 'lab/vip'], agents: ['lab/Agent/8001', 'lab/Agent/8006'] }
const askers: Readonly<Record<string, Identity>> = {
  'a supervisor of two queues': holder('supervisor', { ...few, dissuasion: true }),
  'an auditor of an entity': holder('auditor', { entities: ['lab/acme'] }),
}

interface Row {
  readonly cursor: string
  readonly node: { readonly id?: string }
}

/** The type behind `[Call!]!`. */
const named = (type: unknown) => schema.getType(String(type).replaceAll(/[[\]!]/g, ''))

/** Every list with cursors that can be gone on with, by its field: the question, and whether its rows have ids. */
const lists = new Map(
  Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(field => {
    const connection = named(field.type)
    const edge = isObjectType(connection) ? named(connection.getFields()['edges']?.type) : undefined
    if (!isObjectType(edge) || !field.args.some(({ name }) => name === 'after')) return []
    const row = named(edge.getFields()['node']?.type)
    const hasId = isObjectType(row) && row.getFields()['id'] !== undefined
    const [plain = ''] = questionsAbout().get(field.name) ?? []
    const given = /^\{ \w+(?:\((.*?)\))? \{ __typename/s.exec(plain)?.[1] ?? ''
    return [[field.name, { given: given.replace(/(?:, )?first: \d+/, '').replace(/^, /, ''), hasId }] as const]
  }),
)

let lab: RecordedLab
beforeAll(async () => {
  lab = await recordedLab()
  await lab.ports.engine.waitUntilProcessed(0, 0)
  await configure(lab.ask, 'lab', { entity: 'acme', queues: ['sales', 'vip'], agents: ['8001', '8006'] })
  await configure(lab.ask, 'lab', { entity: 'zed', queues: ['claims'], agents: ['8004'] })
  await lab.ports.engine.waitUntilProcessed(0, 0)
}, 300_000)
afterAll(() => lab.stop())

async function rowsOf(name: string, identity: Identity, first: number, after?: string) {
  const { given = '', hasId = false } = lists.get(name) ?? {}
  const page = `first: ${first}${after === undefined ? '' : `, after: ${JSON.stringify(after)}`}`
  const selection = `edges { cursor node { ${hasId ? 'id' : '__typename'} } }`
  const { data, errors } = await lab.ask(
    `{ ${name}(${[given, page].filter(Boolean).join(', ')}) { ${selection} } }`,
    {},
    identity,
  )
  const list = data?.[name] as { readonly edges: readonly Row[] } | null | undefined
  return { rows: list?.edges ?? [], code: errors?.[0]?.extensions.code, message: errors?.[0]?.message }
}

const everything = holder('administrator')

/** Some of a list, from its beginning to its end. */
const sampled = (rows: readonly Row[]) => rows.filter((_, place) => place % Math.ceil(rows.length / 5) === 0)

test.each(Object.keys(askers))(
  '%s sees no more by the cursors and ids of others',
  async asker => {
    const identity = askers[asker] ?? everything
    const seen: string[] = []
    for (const name of lists.keys()) {
      const own = await rowsOf(name, identity, 1000)
      if (own.code === 'FORBIDDEN') continue
      expect([name, own.message]).toEqual([name, undefined])
      const ofHis = new Set(own.rows.map(({ cursor, node }) => node.id ?? cursor))
      const all = await rowsOf(name, everything, 1000)
      for (const { cursor, node } of sampled(all.rows)) {
        const { rows } = await rowsOf(name, identity, 1000, cursor)
        const beyond = own.rows.length < 1000 ? rows.filter(row => !ofHis.has(row.node.id ?? row.cursor)) : []
        expect([name, beyond]).toEqual([name, []])
        if (node.id === undefined || ofHis.has(node.id) || own.rows.length === 1000) continue
        const { data } = await lab.ask(`{ node(id: ${JSON.stringify(node.id)}) { id __typename } }`, {}, identity)
        if (data?.['node']) seen.push(`${name} ${JSON.stringify(data['node'])}`)
      }
    }
    expect(seen).toEqual([])
  },
  300_000,
)

test('a cursor that was altered, or is of another list, is refused or goes on somewhere, and nothing fails', async () => {
  const cursors = new Map<string, string>()
  for (const name of lists.keys()) {
    const [row] = (await rowsOf(name, everything, 1)).rows
    if (row) cursors.set(name, row.cursor)
  }
  expect(cursors.size).toBeGreaterThan(10)
  const altered = [...cursors.values()].flatMap(cursor => [
    cursor.slice(0, -1),
    `${cursor}x`,
    btoa(`${atob(/^[\w+/=]+$/.test(cursor) && cursor.length % 4 === 0 ? cursor : '')}'`),
  ])
  const wrong = [
    '',
    '-1',
    '1e9',
    '999999999999999999999',
    'null',
    '[]',
    btoa('[null]'),
    btoa('{"a":1}'),
    '\uD800',
    ...cursors.values(),
    ...altered,
  ]
  const odd: unknown[] = []
  for (const name of lists.keys())
    for (const cursor of new Set(wrong)) {
      const { code } = await rowsOf(name, everything, 2, cursor)
      if (code !== undefined && code !== 'BAD_USER_INPUT') odd.push([name, cursor, code])
    }
  expect(odd).toEqual([])
  expect(lab.faults).toEqual([])
}, 300_000)
