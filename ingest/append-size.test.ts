import { expect, test } from 'vitest'
import { microsPerSecond } from '../domain/kernel/time.ts'
import { createAppendSize } from './append-size.ts'
import type { Row } from './row-decoder.ts'

/** Rows of queue_log, each in the second given. */
const rowsAt = (...seconds: number[]): Row[] =>
  seconds.map(second => ({ at: second * microsPerSecond, fact: {} }) as unknown as Row)
const upTo = (count: number) => rowsAt(...Array.from({ length: count }, (_, second) => second))

test('without a conflict all rows are appended at once', () => {
  expect(createAppendSize().firstOf(upTo(5000))).toHaveLength(5000)
})

test('each conflict halves what is appended at once, to 50 rows', () => {
  const size = createAppendSize()
  size.conflicted(1001)
  expect(size.firstOf(upTo(5000))).toHaveLength(501)
  size.conflicted(60)
  expect(size.firstOf(upTo(5000))).toHaveLength(50)
})

test('each success doubles it', () => {
  const size = createAppendSize()
  size.conflicted(200)
  size.succeeded()
  expect(size.firstOf(upTo(5000))).toHaveLength(200)
})

test('the first second of a part is never cut: it is compared as a whole with what the log has of it', () => {
  const size = createAppendSize()
  size.conflicted(100)
  const long = rowsAt(...Array.from({ length: 70 }, () => 7), ...Array.from({ length: 30 }, () => 8))
  expect(size.firstOf(long)).toHaveLength(71)
})
