import { afterEach, expect, test, vi } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import type { Opened } from '../open.ts'
import { apiEngine } from './api-engine.ts'

afterEach(() => void vi.useRealTimers())

test('figures are waited for without the history of calls, which may be far behind; what is said about calls with it', async () => {
  const waitedFor: (readonly string[])[] = []
  const engine = {
    status: () => Promise.resolve([]),
    onCommit: () => () => undefined,
    waitUntilProcessed(_: number, { projections = [] }: { projections?: readonly string[] }) {
      waitedFor.push(projections)
      return Promise.resolve()
    },
  }
  const { port, stop } = await apiEngine({ engine } as unknown as Opened, silent)
  try {
    await port.waitUntilProcessed(7, 1000)
    await port.waitUntilProcessed(7, 1000, 'CALLS')
  } finally {
    stop()
  }
  const [figures, withCalls] = waitedFor
  expect(figures).toEqual(expect.arrayContaining(['directory', 'queue_visits', 'agent_states']))
  expect(figures).not.toContain('calls')
  expect(withCalls).toEqual([...(figures ?? []), 'calls'])
})

test('of a database that is away its health is asked for once at a time, and its end and its return are said once', async () => {
  vi.useFakeTimers()
  const asked: { resolve: (status: readonly []) => void; reject: (why: Error) => void }[] = []
  const status = () => new Promise<readonly []>((resolve, reject) => asked.push({ resolve, reject }))
  const logged: string[] = []
  const opened = { engine: { status, onCommit: () => () => undefined } } as unknown as Opened
  const starting = apiEngine(opened, (level, message) => logged.push(`${level} ${message}`))
  asked.shift()?.resolve([])
  const { stop } = await starting
  try {
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked).toHaveLength(1)
    for (let second = 0; second < 3; second++) {
      asked.shift()?.reject(new Error('nothing listens there'))
      await vi.advanceTimersByTimeAsync(1_000)
    }
    asked.shift()?.resolve([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(logged).toEqual([
      'warn The health of the projections cannot be read: Error: nothing listens there',
      'info The database answers again',
    ])
  } finally {
    stop()
  }
})
