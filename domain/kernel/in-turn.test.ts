import { expect, test } from 'vitest'
import { inTurns } from './in-turn.ts'

test('work of one name is done one after the other, of another name meanwhile', async () => {
  const inTurn = inTurns()
  const done: string[] = []
  let release: () => void = () => undefined
  const released = new Promise<void>(resolve => (release = resolve))
  const work = [
    inTurn('a', async () => {
      await released
      done.push('a1')
    }),
    inTurn('a', () => Promise.resolve(done.push('a2'))),
    inTurn('b', () => Promise.resolve(done.push('b1'))),
  ]
  await work[2]
  release()
  await Promise.all(work)
  expect(done).toEqual(['b1', 'a1', 'a2'])
})

test('work that fails is the failure of whoever asked for it alone', async () => {
  const inTurn = inTurns()
  const failed = inTurn('a', () => Promise.reject(new Error('broken')))
  const next = inTurn('a', () => Promise.resolve('fine'))
  await expect(failed).rejects.toThrow('broken')
  expect(await next).toBe('fine')
})
