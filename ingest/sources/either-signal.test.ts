import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { withEitherSignal } from './either-signal.ts'

const aborts = (signal: AbortSignal): Promise<unknown> =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve(signal.reason)))

test('either of two signals ends the work, and says why', async () => {
  for (const ending of [0, 1]) {
    const controllers = [new AbortController(), new AbortController()]
    const reason = withEitherSignal(
      controllers.map(({ signal }) => signal),
      aborts,
    )
    controllers[ending]?.abort('enough')
    expect(await reason).toBe('enough')
  }
})

test('work that begins after one of them has aborted finds its signal aborted', async () => {
  const over = AbortSignal.abort('over')
  const seen = await withEitherSignal([new AbortController().signal, over], signal => Promise.resolve(signal))
  expect([seen.aborted, seen.reason]).toEqual([true, 'over'])
})

test('nothing is left on a signal that lives on, however the work ended', async () => {
  const { signal } = new AbortController()
  await withEitherSignal([signal], () => Promise.resolve())
  await expect(withEitherSignal([signal], () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('many works that wait for one signal are no leak that Node.js warns of', async () => {
  const warnings: Error[] = []
  const hear = (warning: Error) => warnings.push(warning)
  process.on('warning', hear)
  try {
    const over = new AbortController()
    const works = Array.from({ length: 30 }, () => withEitherSignal([over.signal], aborts))
    over.abort()
    await Promise.all(works)
    await new Promise(setImmediate)
    expect(warnings).toEqual([])
  } finally {
    process.off('warning', hear)
  }
})
