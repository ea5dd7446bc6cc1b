import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBoardHub } from './board-hub.ts'

beforeEach(
  () =>
    void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] }),
)
afterEach(() => void vi.useRealTimers())

function hubOf(compute: (scope: string) => Promise<string>, options: { gapMs?: number; tickMs?: number } = {}) {
  const listeners = new Set<() => void>()
  const failures: unknown[] = []
  const hub = createBoardHub<string, string>({
    keyOf: scope => scope,
    compute,
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onFailure: error => failures.push(error),
    ...options,
  })
  const commit = () => {
    for (const listener of listeners) listener()
  }
  return { hub, commit, listeners, failures }
}

const counting = () => {
  let count = 0
  return vi.fn((scope: string) => Promise.resolve(`${scope} ${++count}`))
}

const valueOf = async <T>(next: Promise<IteratorResult<T, unknown>>) => (await next).value

describe('a board', () => {
  test('comes at once, after a change, and on every tick', async () => {
    const compute = counting()
    const { hub, commit } = hubOf(compute)
    const board = hub.watch('sales')
    const first = board.next()
    await vi.advanceTimersByTimeAsync(0)
    expect(await valueOf(first)).toBe('sales 1')

    const second = board.next()
    commit()
    await vi.advanceTimersByTimeAsync(200)
    expect(await valueOf(second)).toBe('sales 2')

    const third = board.next()
    await vi.advanceTimersByTimeAsync(5000)
    expect(await valueOf(third)).toBe('sales 3')
    hub.close()
  })

  test('is computed at most five times a second, however many commits there are', async () => {
    const compute = counting()
    const { hub, commit } = hubOf(compute)
    hub.watch('sales')
    for (let ms = 0; ms < 2000; ms += 5) {
      commit()
      await vi.advanceTimersByTimeAsync(5)
    }
    expect(compute.mock.calls.length).toBeGreaterThanOrEqual(9)
    expect(compute.mock.calls.length).toBeLessThanOrEqual(11)
    hub.close()
  })

  test('shows a change that came while it was computed', async () => {
    let finish: (board: string) => void = () => undefined
    const compute = vi.fn(() => new Promise<string>(resolve => (finish = resolve)))
    const { hub, commit } = hubOf(compute)
    hub.watch('sales')
    await vi.advanceTimersByTimeAsync(0)
    commit()
    finish('old')
    await vi.advanceTimersByTimeAsync(200)
    expect(compute).toHaveBeenCalledTimes(2)
    hub.close()
  })

  test('is computed once for all who look at it, and late comers get the newest at once', async () => {
    const compute = counting()
    const { hub } = hubOf(compute)
    const [one, two] = [hub.watch('sales'), hub.watch('sales')]
    const both = Promise.all([one.next(), two.next()])
    await vi.advanceTimersByTimeAsync(0)
    expect((await both).map(({ value }) => value as string)).toEqual(['sales 1', 'sales 1'])
    expect(await valueOf(hub.watch('sales').next())).toBe('sales 1')
    expect(compute).toHaveBeenCalledTimes(1)
    expect(hub.watched()).toBe(1)
    hub.close()
  })

  test('that is read slowly is the newest one, not a queue of old ones', async () => {
    const { hub, commit } = hubOf(counting())
    const board = hub.watch('sales')
    for (let push = 0; push < 10; push++) {
      commit()
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(await valueOf(board.next())).toBe('sales 10')
    const next = board.next()
    await vi.advanceTimersByTimeAsync(5000)
    expect(await valueOf(next)).toBe('sales 11')
    hub.close()
  })
})

describe('when nobody looks', () => {
  test('nothing is computed, listened to or timed', async () => {
    const compute = counting()
    const { hub, commit, listeners } = hubOf(compute)
    expect(listeners.size).toBe(0)
    const [one, two] = [hub.watch('sales'), hub.watch('support')]
    await vi.advanceTimersByTimeAsync(0)
    await one.return?.()
    await two.return?.()
    commit()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(compute).toHaveBeenCalledTimes(2)
    expect(listeners.size).toBe(0)
    expect(hub.watched()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a reader who leaves while he waits is let go at once', async () => {
    const { hub } = hubOf(() => new Promise<string>(() => undefined))
    const board = hub.watch('sales')
    const waiting = board.next()
    await board.return?.()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await board.next()).toEqual({ done: true, value: undefined })
  })
})

describe('when a board cannot be computed', () => {
  test('because the database does not answer, its readers wait for the next attempt', async () => {
    const compute = counting()
    compute.mockRejectedValueOnce(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
    const { hub, failures } = hubOf(compute)
    const next = hub.watch('sales').next()
    await vi.advanceTimersByTimeAsync(5100)
    expect(await valueOf(next)).toBe('sales 1')
    expect(failures).toHaveLength(1)
    hub.close()
  })

  test('for any other reason, its readers are told and the board is given up', async () => {
    const { hub } = hubOf(() => Promise.reject(new Error('no such column')))
    const next = hub.watch('sales').next()
    const told = expect(next).rejects.toThrow('no such column')
    await vi.advanceTimersByTimeAsync(0)
    await told
    expect(hub.watched()).toBe(0)
  })
})
