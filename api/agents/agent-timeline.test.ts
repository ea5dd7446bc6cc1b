import { expect, test } from 'vitest'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { askOf } from '../testing/ask.ts'

const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
const start = microsOfIso('2026-11-20T00:00:00Z') ?? NaN

test('a timeline is of one agent and of two months at most', async () => {
  const ask = askOf({
    agentTimeline: () =>
      Promise.resolve([
        {
          site: 'paris',
          agent: 'Agent/8001',
          state: 'PAUSED',
          from: start,
          to: start + 1_500_000,
          reason: 'tea',
          queue: null,
          callId: null,
        },
        {
          site: 'paris',
          agent: 'Agent/8001',
          state: 'READY',
          from: start + 1_500_000,
          to: null,
          reason: null,
          queue: null,
          callId: null,
        },
      ]),
  })
  const { data } = await ask(`{ agentTimeline(agent: "Agent/8001", ${period}) { state from to seconds reason } }`)
  expect(data).toEqual({
    agentTimeline: [
      {
        state: 'PAUSED',
        from: '2026-11-20T00:00:00.000000Z',
        to: '2026-11-20T00:00:01.500000Z',
        seconds: 1.5,
        reason: 'tea',
      },
      { state: 'READY', from: '2026-11-20T00:00:01.500000Z', to: null, seconds: null, reason: null },
    ],
  })
  const long = 'period: { from: "2026-01-01T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
  expect((await ask(`{ agentTimeline(agent: "Agent/8001", ${long}) { state } }`)).errors?.[0]?.message).toBe(
    'period: it may span 62 days at most here; ask for less at once',
  )
})
