import { expect, test } from 'vitest'
import { nothingBegun } from './begun.ts'

test('what was begun is ended once, the newest first, each when the one before it is over', async () => {
  const ended: string[] = []
  const begun = nothingBegun(() => undefined)
  begun.add(() => ended.push('engine'))
  begun.add(async () => {
    await Promise.resolve()
    ended.push('worker')
  })
  await begun.end()
  await begun.end()
  expect(ended).toEqual(['worker', 'engine'])
})

test('what cannot be ended is told, and keeps nothing else from ending', async () => {
  const ended: string[] = []
  const told: string[] = []
  const begun = nothingBegun((_, message) => told.push(message))
  begun.add(() => ended.push('engine'))
  begun.add(() => Promise.reject(new Error('the connection is gone')))
  await begun.end()
  expect(ended).toEqual(['engine'])
  expect(told).toEqual(['Something could not be ended in order: the connection is gone'])
})
