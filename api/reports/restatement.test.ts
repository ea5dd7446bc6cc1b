import { expect, test } from 'vitest'
import type { Restatement } from '../../projections/engine/restatement.ts'
import { askOf, holder } from '../testing/ask.ts'
import { noon } from '../testing/fakes.ts'

const waiting: Restatement = {
  projection: 'queue_visits',
  build: 4,
  buildBefore: 3,
  versionBefore: 2,
  versionAfter: 3,
  position: 1234,
  comparedAt: noon,
  problem: null,
  tables: [{ table: 'visit', onlyOld: 1, onlyNew: 1 }],
  totals: [{ name: 'abandoned', before: 7, after: 8 }],
  figures: 1,
  calls: 1,
}
const cursor = 'WzFd'
const figures = {
  site: 'paris',
  name: 'sales',
  start: noon,
  differences: [
    { name: 'abandoned', before: 0, after: 1 },
    { name: 'serviceLevel', before: null, after: 0 },
  ],
}
const call = {
  site: 'paris',
  node: 'pbx1',
  callId: '2.1',
  name: 'sales',
  at: noon,
  change: 'CHANGED' as const,
  differences: [{ name: 'outcome', before: 'TIMEOUT', after: 'ABANDONED' }],
}

const asked: unknown[] = []
const ask = askOf({
  restatements: {
    of: projection => Promise.resolve(projection === 'queue_visits' ? waiting : undefined),
    figures(key, page) {
      asked.push([key.build, page])
      return Promise.resolve({ rows: [{ ...figures, cursor }], hasNextPage: false })
    },
    calls(key, page) {
      asked.push([key.build, page])
      return Promise.resolve({ rows: [{ ...call, cursor }], hasNextPage: true })
    },
  },
})

const query = `query($projection: String!) { restatement(projection: $projection) {
  projection versionBefore versionAfter position comparedAt problem figuresChanged callsChanged
  totals { name before after change } tables { table onlyOld onlyNew }
  figures { position edges { cursor node { site name start differences { name before after change } } } }
  calls(first: 1, after: "${cursor}") {
    edges { node { site node callId name at change differences { name before after } } }
    pageInfo { hasNextPage endCursor }
  }
} }`

test('what waits tells its figures, by how much they change, and the calls behind them, page by page', async () => {
  const { data, errors } = await ask(query, { projection: 'queue_visits' })
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    restatement: {
      projection: 'queue_visits',
      versionBefore: 2,
      versionAfter: 3,
      position: '1234',
      comparedAt: '2026-11-21T12:00:00.000000Z',
      problem: null,
      figuresChanged: 1,
      callsChanged: 1,
      totals: [{ name: 'abandoned', before: 7, after: 8, change: 1 }],
      tables: [{ table: 'visit', onlyOld: 1, onlyNew: 1 }],
      figures: {
        position: '1234',
        edges: [
          {
            cursor,
            node: {
              site: 'paris',
              name: 'sales',
              start: '2026-11-21T12:00:00.000000Z',
              differences: [
                { name: 'abandoned', before: 0, after: 1, change: 1 },
                { name: 'serviceLevel', before: null, after: 0, change: null },
              ],
            },
          },
        ],
      },
      calls: {
        edges: [{ node: { ...call, at: '2026-11-21T12:00:00.000000Z' } }],
        pageInfo: { hasNextPage: true, endCursor: cursor },
      },
    },
  })
  expect(asked).toEqual([
    [4, { first: 100 }],
    [4, { first: 1, after: cursor }],
  ])
})

test('where no build waits there is nothing to tell, and an unknown projection is named with those there are', async () => {
  expect(await ask(query, { projection: 'calls' })).toEqual({ data: { restatement: null } })
  const { errors } = await ask(query, { projection: 'visits' })
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/there is no projection visits; there are: directory, queue_visits/) as string,
      extensions: { code: 'BAD_USER_INPUT', argument: 'projection' },
    },
  ])
})

test('auditors may read what is going to change, supervisors and analysts see figures when readers have them', async () => {
  expect((await ask(query, { projection: 'queue_visits' }, holder('auditor'))).errors).toBeUndefined()
  for (const role of ['supervisor', 'analyst'] as const)
    expect((await ask(query, { projection: 'queue_visits' }, holder(role))).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ])
})
