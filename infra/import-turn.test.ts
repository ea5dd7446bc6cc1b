import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTurnOfNode } from './import-turn.ts'
import { freshDatabase, type TestDatabase } from './testing/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const signal = new AbortController().signal
const place = (site: string, onWait: (holder: string) => void = () => undefined) => ({
  databaseUrl: database.url,
  site,
  node: 'pbx1',
  signal,
  onWait,
})

/** Work that goes on until it is told to end. */
function longWork() {
  let end: () => void = () => undefined
  const ended = new Promise<void>(resolve => (end = resolve))
  let begun: () => void = () => undefined
  const hasBegun = new Promise<void>(resolve => (begun = resolve))
  return { end, hasBegun, work: () => (begun(), ended) }
}

test('an import of a node waits for the one before, and says whose that is', async () => {
  const { end, hasBegun, work } = longWork()
  const done: string[] = []
  const first = inTurnOfNode(place('paris'), work).then(() => done.push('first'))
  await hasBegun
  let second: Promise<unknown> = Promise.resolve()
  const holder = await new Promise<string>(resolve => {
    second = inTurnOfNode(place('paris', resolve), () => Promise.resolve(done.push('second')))
  })
  expect(holder).toContain(`process ${process.pid} on `)
  await inTurnOfNode(place('lyon'), () => Promise.resolve(done.push('of another site')))
  end()
  await Promise.all([first, second])
  expect(done).toEqual(['of another site', 'first', 'second'])
})

test('work that fails gives the turn back', async () => {
  await expect(inTurnOfNode(place('nice'), () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
  expect(await inTurnOfNode(place('nice'), () => Promise.resolve('done'))).toBe('done')
})

test('who waits can be interrupted', async () => {
  const { end, hasBegun, work } = longWork()
  const first = inTurnOfNode(place('lille'), work)
  await hasBegun
  const stop = new AbortController()
  const waiting = inTurnOfNode(
    { ...place('lille', () => stop.abort(new Error('interrupted'))), signal: stop.signal },
    work,
  )
  await expect(waiting).rejects.toThrow('interrupted')
  end()
  await first
})
