import fc from 'fast-check'
import { expect, test } from 'vitest'
import { microsOfSeconds, type Micros } from '../domain/kernel/time.ts'
import type { QueueLogFact } from '../domain/pbx/facts.ts'
import type { Row } from './row-decoder.ts'
import { writeSideBySide, type Batch } from './side-by-side.ts'

const fact: QueueLogFact = { raw: '', form: 'file', callid: 'NONE', queue: 'q', agent: 'a', event: 'DID', data: [] }
const rowAt = (at: Micros): Row => ({ at, offset: undefined, fact })
const unreadable: Row = { quarantined: { kind: 'cel', raw: '', reason: 'binary', input: 'cel', line: 1 } }

interface Written {
  readonly list: number
  readonly rows: readonly Row[]
}

async function* listOf(batches: readonly (readonly Row[])[], write: Batch['write']): AsyncGenerator<Batch> {
  for (const rows of batches) yield await Promise.resolve({ rows, write })
}

async function writtenFrom(lists: readonly (readonly (readonly Row[])[])[]): Promise<readonly Written[]> {
  const written: Written[] = []
  await writeSideBySide(
    lists.map((batches, list) =>
      listOf(batches, rows => {
        written.push({ list, rows })
        return Promise.resolve()
      }),
    ),
  )
  return written
}

const timesOf = ({ rows }: Written): Micros[] => rows.flatMap(row => ('fact' in row ? [row.at] : []))

test('every row is written once, in the order of its list, however the lists are cut and wherever their clocks go', async () => {
  const row = fc.oneof(fc.integer({ min: 0, max: 20_000 }).map(rowAt), fc.constant(unreadable))
  const lists = fc.array(fc.array(fc.array(row, { maxLength: 30 }), { maxLength: 4 }), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(lists, async given => {
      const written = await writtenFrom(given)
      given.forEach((batches, list) =>
        expect(written.filter(each => each.list === list).flatMap(({ rows }) => rows)).toEqual(batches.flat()),
      )
    }),
  )
})

test('two lists are written as they happened: what comes later in one waits for what was earlier in the other', async () => {
  const everySecond = Array.from({ length: 6_000 }, (_, second) => rowAt(microsOfSeconds(second)))
  const everyTenth = everySecond.filter((_, second) => second % 10 === 0)
  const written = await writtenFrom([[everyTenth], [everySecond.slice(0, 3_500), everySecond.slice(3_500)]])
  for (const [index, one] of written.entries()) {
    expect(one.rows.length).toBeLessThanOrEqual(1_000)
    const before = written.slice(0, index).filter(({ list }) => list !== one.list)
    const latest = Math.max(...timesOf(one))
    // The other list is as far, or is written next to it.
    const other = written.slice(0, index + 2).filter(({ list }) => list !== one.list)
    expect(Math.max(...other.flatMap(timesOf))).toBeGreaterThan(latest - microsOfSeconds(11))
    expect(Math.min(...timesOf(one))).toBeGreaterThan(Math.max(-Infinity, ...before.slice(0, -1).flatMap(timesOf)))
  }
  expect(written.map(({ list }) => list).slice(0, 4)).toEqual([0, 1, 0, 1])
})

test('a list alone is written batch by batch', async () => {
  const rows = Array.from({ length: 5_000 }, (_, second) => rowAt(microsOfSeconds(second)))
  expect(await writtenFrom([[], [rows, rows]])).toEqual([
    { list: 1, rows },
    { list: 1, rows },
  ])
})

test('a write that fails ends all of it, behind those that had begun with it', async () => {
  const rows = [rowAt(1), rowAt(2)]
  let done = false
  const failing = listOf([rows], () => Promise.reject(new Error('disk full')))
  const slow = listOf([rows, rows], async () => {
    await new Promise(resolve => setTimeout(resolve, 20))
    done = true
  })
  await expect(writeSideBySide([failing, slow])).rejects.toThrow('disk full')
  expect(done).toBe(true)
})
