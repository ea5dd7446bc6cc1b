import { afterAll, beforeAll, expect, test } from 'vitest'
import { getNamedType, isLeafType, isObjectType } from 'graphql/index.js'
import { schema } from '../schema.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'

let lab: RecordedLab

beforeAll(async () => {
  lab = await recordedLab()
}, 240_000)

afterAll(() => lab.stop())

const argumentsOf: Readonly<Record<string, readonly string[]>> = {
  answeredWithin: ['(seconds: 5)'],
  abandonedWithin: ['(seconds: 5)'],
  waitPercentileSeconds: ['(percentile: 90)'],
  refused: ['', '(reason: JOIN_EMPTY)'],
  serviceLevel: ['', ...[1, 2, 3, 4, 5, 6].map(n => `(formula: SL${n})`), '(formula: SL4, thresholdSeconds: 3)'],
}

/** Every figure of the type, each way to ask for it, under an alias of its own. */
function figures(): readonly string[] {
  const type = schema.getType('QueueStatistics')
  if (!isObjectType(type)) throw new Error('there is no type QueueStatistics')
  return Object.values(type.getFields()).flatMap(field => {
    const named = getNamedType(field.type)
    const below = isLeafType(named)
      ? ''
      : field.name === 'serviceLevel'
        ? ' { ratio numerator denominator }'
        : undefined
    if (below === undefined) return []
    return (argumentsOf[field.name] ?? ['']).map((args, n) => `${field.name}_${n}: ${field.name}${args}${below}`)
  })
}

type Row = Readonly<Record<string, unknown>>

async function rowsOf(args: string, selection: string): Promise<readonly Row[]> {
  const period = 'period: { from: "2026-11-21T03:00:00Z", to: "2026-11-21T03:52:10Z" }'
  const { data, errors } = await lab.ask(
    `{ queueStatistics(${period}, first: 1000${args}) { edges { node { ${selection} } } } }`,
  )
  expect({ errors, faults: lab.faults }).toEqual({ errors: undefined, faults: [] })
  return (data as { queueStatistics: { edges: { node: Row }[] } }).queueStatistics.edges.map(({ node }) => node)
}

test.each(['', ', attribution: EVENT', ', attribution: END, interval: QUARTER_HOUR', ', groupBy: [HOUR_OF_DAY]'])(
  'a figure that is asked for alone is what it is among all others (%s)',
  async args => {
    const all = await rowsOf(args, figures().join(' '))
    const anything = new Set<string>()
    for (const figure of figures()) {
      const [alias = ''] = figure.split(':')
      const alone = await rowsOf(args, figure)
      expect(alone, figure).toEqual(all.map(row => ({ [alias]: row[alias] })))
      if (new Set(alone.map(row => JSON.stringify(row))).size > 1) anything.add(alias)
    }
    if (args === '') expect(anything.size).toBeGreaterThan(30)
  },
)
