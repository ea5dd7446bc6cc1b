import fc from 'fast-check'
import { expect, test } from 'vitest'
import { microsOfSeconds, secondsOf } from '../../../domain/kernel/time.ts'
import type { PanelIndex, PanelQuestion } from '../../../domain/panels/panel-index.ts'
import { day, instant, noon, question, visitAt, visits, withIndex, written, type MakeIndex } from './helpers.ts'

const asked = async (index: PanelIndex, given: Partial<PanelQuestion>) =>
  (await index.aggregate(question(given))).groups.map(({ terms, count, metrics }) => [...terms, count, ...metrics])

/** Nearest rank, by counting: how many per cent of the lengths a length is not exceeded by. */
const percentileOf = (lengths: readonly number[], percentile: number): number | undefined =>
  [...lengths]
    .sort((a, b) => a - b)
    .find(length => (lengths.filter(other => other <= length).length / lengths.length) * 100 >= percentile - 1e-9)

export function aggregateRules(make: MakeIndex): void {
  test(
    'documents are counted by queue, agent, group, event, outcome and direction; those without one stand under null',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(
        written(
          visitAt('1', { agents: ['paris/Agent/8001'], groups: ['paris/days'] }),
          visitAt('2', { queues: ['paris/support'], outcome: 'ABANDONED' }),
          visitAt('3', { site: 'lyon', queues: ['lyon/sales'], agents: ['lyon/Agent/8001'] }),
          visitAt('r', { kind: 'ROW', outcome: null, event: 'CONNECT' }),
          visitAt('c', { kind: 'CALL', outcome: 'BUSY', direction: 'INBOUND' }),
        ),
      )
      await refresh()
      expect(await asked(index, {})).toEqual([[3]])
      expect(await asked(index, { terms: ['QUEUE'] })).toEqual([
        ['lyon/sales', 1],
        ['paris/sales', 1],
        ['paris/support', 1],
      ])
      expect(await asked(index, { terms: ['SITE', 'OUTCOME'] })).toEqual([
        ['lyon', 'ANSWERED', 1],
        ['paris', 'ABANDONED', 1],
        ['paris', 'ANSWERED', 1],
      ])
      expect(await asked(index, { terms: ['AGENT', 'GROUP'] })).toEqual([
        [null, null, 1],
        ['lyon/Agent/8001', null, 1],
        ['paris/Agent/8001', 'paris/days', 1],
      ])
      expect(await asked(index, { terms: ['QUEUE_DISPLAY_NAME'] })).toEqual([
        ['lyon/sales', 1],
        ['paris/sales', 1],
        ['paris/support', 1],
      ])
      expect(await asked(index, { filter: { ...visits, kind: 'ROW' }, terms: ['EVENT'] })).toEqual([['CONNECT', 1]])
      expect(await asked(index, { filter: { ...visits, kind: 'CALL' }, terms: ['DIRECTION'] })).toEqual([
        ['INBOUND', 1],
      ])
    }),
  )

  test(
    'what belongs to calls that were excluded from the figures is left out, unless it is asked for',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(
        written(visitAt('1', { waitSeconds: 5 }), visitAt('2'), visitAt('3', { excluded: true, waitSeconds: 7 })),
      )
      await refresh()
      const metrics = [{ figure: 'SUM', of: 'wait' }] as const
      const countedWith = (excluded: 'WITHOUT' | 'WITH' | 'ONLY') =>
        asked(index, { filter: { ...visits, excluded }, metrics })
      expect(await asked(index, { metrics })).toEqual([[2, microsOfSeconds(5)]])
      expect(await countedWith('WITHOUT')).toEqual([[2, microsOfSeconds(5)]])
      expect(await countedWith('WITH')).toEqual([[3, microsOfSeconds(12)]])
      expect(await countedWith('ONLY')).toEqual([[1, microsOfSeconds(7)]])
      await index.write(written(visitAt('3', { version: 2, waitSeconds: 7 })))
      await refresh()
      expect(await asked(index, { metrics })).toEqual([[3, microsOfSeconds(12)]])
    }),
  )

  test(
    'a call with two queues is counted with each of them, and once where queues do not matter',
    withIndex(make, async ({ index, refresh }) => {
      const call = visitAt('c', { kind: 'CALL', queues: ['paris/sales', 'paris/support'], waitSeconds: 5 })
      await index.write(written(call))
      await refresh()
      const filter = { ...visits, kind: 'CALL' } as const
      expect(await asked(index, { filter, terms: ['QUEUE'] })).toEqual([
        ['paris/sales', 1],
        ['paris/support', 1],
      ])
      const metrics = [{ figure: 'SUM', of: 'wait' }] as const
      expect(await asked(index, { filter, metrics })).toEqual([[1, microsOfSeconds(5)]])
    }),
  )

  test(
    'two queues of a call with one name are one by that name, and so are two agents of one group',
    withIndex(make, async ({ index, refresh }) => {
      const call = visitAt('c', {
        kind: 'CALL',
        queues: ['paris/sales', 'paris/sales-night'],
        queueNames: ['paris/Sales', 'paris/Sales'],
        agents: ['paris/Agent/8001', 'paris/Agent/8002', 'paris/Agent/8003'],
        groups: ['paris/days', null, 'paris/days'],
      })
      await index.write(written(call))
      await refresh()
      const filter = { ...visits, kind: 'CALL' } as const
      expect(await asked(index, { filter, terms: ['QUEUE_DISPLAY_NAME'] })).toEqual([['paris/Sales', 1]])
      expect(await asked(index, { filter, terms: ['GROUP'] })).toEqual([['paris/days', 1]])
      const count = async (more: object) => (await asked(index, { filter: { ...filter, ...more } })).flat()[0] ?? 0
      expect(await count({ queueNames: ['paris/Sales', 'paris/Other'] })).toBe(1)
      expect(await count({ queueNames: ['paris/sales'] })).toBe(0)
      expect(await count({ groups: ['paris/days'] })).toBe(1)
    }),
  )

  test(
    'by names of queues and groups nothing is told or found of queues and agents that the asker does not see',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(
        written(
          visitAt('mixed', {
            kind: 'CALL',
            queues: ['paris/sales', 'paris/secret'],
            queueNames: ['paris/Sales', 'paris/Secret'],
            agents: ['paris/Agent/8001', 'paris/Agent/9009'],
            groups: ['paris/days', 'paris/secret'],
          }),
          visitAt('without', { kind: 'CALL', queues: [], agents: ['paris/Agent/8001'], groups: [null] }),
        ),
      )
      await refresh()
      const visible = { queues: ['paris/sales'], agents: ['paris/Agent/8001'], byAgent: 'ALWAYS' } as const
      const filter = { ...visits, kind: 'CALL', visible } as const
      expect(await asked(index, { filter, terms: ['QUEUE_DISPLAY_NAME', 'GROUP'] })).toEqual([
        [null, null, 1],
        ['paris/Sales', 'paris/days', 1],
      ])
      const count = async (more: object) => (await asked(index, { filter: { ...filter, ...more } })).flat()[0] ?? 0
      expect(await count({ queueNames: ['paris/Sales'], groups: ['paris/days'] })).toBe(1)
      expect(await count({ queueNames: ['paris/Secret'] })).toBe(0)
      expect(await count({ groups: ['paris/secret'] })).toBe(0)
    }),
  )

  test(
    'counts, sums, averages and maxima are of the documents that have the figure; without one they are null',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(
        written(
          visitAt('1', { waitSeconds: 2 }),
          visitAt('2', { waitSeconds: 7 }),
          visitAt('3', { outcome: 'OPEN' }),
          visitAt('4', { waitSeconds: 0, talkSeconds: 30 }),
        ),
      )
      await refresh()
      const [group] = (
        await index.aggregate(
          question({
            metrics: [
              { figure: 'COUNT', of: 'wait' },
              { figure: 'SUM', of: 'wait' },
              { figure: 'AVERAGE', of: 'wait' },
              { figure: 'MAXIMUM', of: 'wait' },
              { figure: 'MAXIMUM', of: 'talk' },
            ],
          }),
        )
      ).groups
      expect(group?.count).toBe(4)
      expect(group?.metrics).toEqual([3, ...[9, 3, 7, 30].map(microsOfSeconds)])
      const metrics = (['COUNT', 'SUM', 'AVERAGE', 'MAXIMUM'] as const).map(figure => ({ figure, of: 'talk' }) as const)
      expect(await asked(index, { terms: ['OUTCOME'], metrics })).toEqual([
        ['ANSWERED', 3, 1, ...[30, 30, 30].map(microsOfSeconds)],
        ['OPEN', 1, 0, null, null, null],
      ])
    }),
  )

  test('percentiles are the exact ones, by nearest rank', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(200), { minLength: 1, maxLength: 40 }),
        fc.array(fc.constantFrom(0, 1, 25, 50, 80, 90, 95, 99, 99.9, 100), { minLength: 1, maxLength: 4 }),
        async (waits, percentiles) => {
          const { index, refresh, close } = await make()
          await index.write(written(...waits.map((waitSeconds, i) => visitAt(`${i}`, { waitSeconds }))))
          await refresh()
          const metrics = percentiles.map(percentile => ({ figure: 'PERCENTILE', of: 'wait', percentile }) as const)
          const { groups } = await index.aggregate(question({ metrics }))
          await close()
          expect(groups[0]?.metrics.map(length => secondsOf(length ?? -1))).toEqual(
            percentiles.map(percentile => percentileOf(waits, percentile)),
          )
        },
      ),
      { numRuns: 20 },
    )
  })

  test(
    'time is cut by the clock of the zone: the hour that autumn repeats is two, and a day may have 25 hours',
    withIndex(make, async ({ index, refresh }) => {
      const autumn = { from: instant('2026-10-24T22:00:00Z'), to: instant('2026-10-25T23:00:00Z') }
      const times = ['2026-10-24T22:10:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T22:59:59Z']
      await index.write(written(...times.map((at, i) => visitAt(`${i}`, { at: instant(at) }))))
      await refresh()
      const cut = async (interval: 'HOUR' | 'DAY' | 'QUARTER_HOUR', timeZone: string) =>
        (
          await index.aggregate(
            question({ filter: { ...visits, period: autumn }, time: { interval, timeZone }, terms: [] }),
          )
        ).groups.map(({ start, end, count }) => [start, secondsOf(end - start) / 3600, count])
      expect(await cut('HOUR', 'Europe/Paris')).toEqual([
        [instant('2026-10-24T22:00:00Z'), 1, 1],
        [instant('2026-10-25T00:00:00Z'), 1, 1],
        [instant('2026-10-25T01:00:00Z'), 1, 1],
        [instant('2026-10-25T22:00:00Z'), 1, 1],
      ])
      expect(await cut('DAY', 'Europe/Paris')).toEqual([[autumn.from, 25, 4]])
      expect(await cut('DAY', 'UTC')).toEqual([
        [autumn.from, 2, 1],
        [instant('2026-10-25T00:00:00Z'), 23, 3],
      ])
      expect(await cut('QUARTER_HOUR', 'Asia/Kathmandu')).toHaveLength(4)
    }),
  )

  test(
    'a filter leaves only what has one of the values of each list, and what lies in the period',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(
        written(
          visitAt('1', { agents: ['paris/Agent/8001'] }),
          visitAt('2', { queues: ['paris/support'], outcome: 'ABANDONED' }),
          visitAt('before', { at: day.from - 1 }),
          visitAt('behind', { at: day.to }),
          visitAt('first', { at: day.from, groups: ['paris/nights'], event: 'CONNECT', direction: 'OUTBOUND' }),
        ),
      )
      await refresh()
      const count = async (more: object) => (await asked(index, { filter: { ...visits, ...more } })).flat()[0] ?? 0
      expect(await count({})).toBe(3)
      expect(await count({ queues: ['paris/sales', 'paris/other'] })).toBe(2)
      expect(await count({ agents: ['paris/Agent/8001'] })).toBe(1)
      expect(await count({ groups: ['paris/nights'], events: ['CONNECT'], directions: ['OUTBOUND'] })).toBe(1)
      expect(await count({ outcomes: ['ABANDONED', 'OPEN'], sites: ['paris'] })).toBe(1)
      expect(await count({ outcomes: ['ABANDONED'], queues: ['paris/sales'] })).toBe(0)
      expect(await count({ sites: [] })).toBe(0)
    }),
  )

  test(
    'what the asker may not see is not counted',
    withIndex(make, async ({ index, refresh }) => {
      await index.write(
        written(
          visitAt('1', { kind: 'ROW' }),
          visitAt('2', { kind: 'ROW', queues: ['paris/support'], agents: ['paris/Agent/8001'] }),
          visitAt('3', { kind: 'ROW', queues: [], agents: ['paris/Agent/8001'] }),
          visitAt('4', { kind: 'ROW', queues: [] }),
        ),
      )
      await refresh()
      const count = async (visible: PanelQuestion['filter']['visible']) =>
        (await asked(index, { filter: { ...visits, kind: 'ROW', visible } })).flat()[0] ?? 0
      const queues = ['paris/sales']
      const agents = ['paris/Agent/8001']
      expect(await count('all')).toBe(4)
      expect(await count({ queues, agents: [], byAgent: 'WITHOUT_QUEUE' })).toBe(1)
      expect(await count({ queues, agents, byAgent: 'WITHOUT_QUEUE' })).toBe(2)
      expect(await count({ queues, agents, byAgent: 'ALWAYS' })).toBe(3)
      expect(await count({ queues: [], agents: [], byAgent: 'ALWAYS' })).toBe(0)
    }),
  )

  test(
    'no more groups come than were asked for, the first in order, and it is said that there are more',
    withIndex(make, async ({ index, refresh }) => {
      const queues = ['paris/c', 'paris/a', 'paris/b']
      await index.write(written(...queues.map((queue, i) => visitAt(`${i}`, { queues: [queue], at: noon - i }))))
      await refresh()
      const two = await index.aggregate(question({ terms: ['QUEUE'], most: 2 }))
      expect(two.groups.map(({ terms }) => terms)).toEqual([['paris/a'], ['paris/b']])
      expect(two.isCut).toBe(true)
      expect((await index.aggregate(question({ terms: ['QUEUE'], most: 3 }))).isCut).toBe(false)
    }),
  )

  test(
    'an empty index answers with no group',
    withIndex(make, async ({ index }) => {
      expect(await index.aggregate(question({ terms: ['QUEUE'] }))).toEqual({ groups: [], isCut: false })
    }),
  )
}
