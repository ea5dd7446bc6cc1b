import { expect, test } from 'vitest'
import { fakePorts, emptyReports } from '../testing/fakes.ts'
import { holder } from '../testing/ask.ts'
import { emptyLog } from '../testing/fakes.ts'
import { createBoards } from '../live/boards.ts'
import { mayOf } from '../auth/may.ts'
import type { ApiContext } from '../context.ts'
import { batched } from './batched.ts'

function contextOf(): ApiContext {
  const ports = fakePorts(emptyLog)
  const identity = holder('administrator')
  const gone = new AbortController().signal
  return { ...ports, identity, gone, boards: createBoards(ports), may: mayOf(identity, emptyReports) }
}

test('what is asked for in one turn is asked once, each name once, and answered to each who asked', async () => {
  const questions: (readonly number[])[] = []
  const double = batched<number, number>(String, (_, numbers) => {
    questions.push(numbers)
    return Promise.resolve(numbers.map(number => 2 * number))
  })
  const context = contextOf()
  expect(await Promise.all([1, 2, 1, 3].map(number => double(context, number)))).toEqual([2, 4, 2, 6])
  expect(await double(context, 1)).toBe(2)
  expect(questions).toEqual([[1, 2, 3], [1]])
})

test('another request never shares a question, since it may see other things', async () => {
  const askers = new Set<ApiContext>()
  const ask = batched<string, string>(
    name => name,
    (context, names) => {
      askers.add(context)
      return Promise.resolve(names)
    },
  )
  await Promise.all([ask(contextOf(), 'a'), ask(contextOf(), 'a')])
  expect(askers.size).toBe(2)
})

test('a question that fails fails everybody who asked it, and the next is asked anew', async () => {
  let broken = true
  const ask = batched<string, string>(
    name => name,
    (_, names) => (broken ? Promise.reject(new Error('no database')) : Promise.resolve(names)),
  )
  const context = contextOf()
  const answers = await Promise.allSettled([ask(context, 'a'), ask(context, 'b')])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  broken = false
  expect(await ask(context, 'a')).toBe('a')
})
