import { expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import type { Opened } from '../open.ts'
import { apiEngine } from './api-engine.ts'

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
