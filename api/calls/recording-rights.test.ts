import { beforeEach, describe, expect, test } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import type { AttachedDataRow, CallRecordingRow, CallRow, CallsRequest } from '../../projections/calls/types.ts'
import { callRow } from '../testing/call-row.ts'
import { askOf, holder } from '../testing/ask.ts'
import { emptyReports, only } from '../testing/fakes.ts'

const requests: CallsRequest[] = []
const recorded: CallRow = { ...callRow, hasRecording: true }
const { site, node, callId, startedAt } = recorded
const key = { site, node, callId }
const attached = (name: string, seq: number): AttachedDataRow => ({
  ...key,
  seq,
  id: 17,
  at: startedAt,
  key: name,
  value: 'x',
  byCommand: false,
  actor: null,
})
const recording: CallRecordingRow = { ...key, seq: 1, id: 'pbx1-41', file: null, from: startedAt, to: null }
const parts = {
  attachedData: ['recording', 'color', 'xivo_recording_expiration'].map(attached),
  recordings: [recording],
}

const ask = askOf({
  calls: {
    ...emptyReports.calls,
    history(request) {
      requests.push(request)
      return Promise.resolve({ rows: [{ ...recorded, cursor: 'c' }], hasNextPage: false })
    },
    parts: part => Promise.resolve(((parts as Record<string, unknown>)[part] ?? []) as never[]),
  },
})

beforeEach(() => void (requests.length = 0))

const question = '{ calls { edges { node { hasRecording recordings { recordingId } attachedData { key } } } } }'
const seenBy = async (identity: Identity) => {
  const answer = (await ask(question, {}, identity)) as { data: { calls: { edges: { node: unknown }[] } } }
  return answer.data.calls.edges[0]?.node
}
const everything = {
  hasRecording: true,
  recordings: [{ recordingId: 'pbx1-41' }],
  attachedData: [{ key: 'recording' }, { key: 'color' }, { key: 'xivo_recording_expiration' }],
}
const nothing = { hasRecording: null, recordings: [], attachedData: [{ key: 'color' }] }

const ofSales = { queues: ['paris/sales'], agents: ['paris/Agent/8001'] }
const ofSupport = { queues: ['paris/support'], agents: ['paris/Agent/8001'] }
const teaching = (from: number) => holder('teacher', { ...ofSales, period: { from, to: startedAt + 1 } })

describe('what was recorded', () => {
  test.each([
    ['an administrator', holder('administrator'), everything],
    ['a supervisor of its queue', holder('supervisor', ofSales), everything],
    [
      'a supervisor of its queue without recordingAccess',
      holder('supervisor', { ...ofSales, recordings: false }),
      nothing,
    ],
    ['a supervisor of its agent alone', holder('supervisor', ofSupport), nothing],
    ['a teacher of its queue in his period', teaching(startedAt), everything],
    ['a teacher of its queue in another period', teaching(startedAt + 1), nothing],
    ['who has no profile', holder('none', { agents: ['paris/Agent/8001'] }), nothing],
  ])('is shown to %s as far as it is his to know', async (_, identity, expected) => {
    expect(await seenBy(identity)).toEqual(expected)
  })

  test.each(['hasRecording: true', 'hasRecording: false', 'attachedData: [{ key: "recordingid" }]'])(
    'finds no call for who may not know it: %s',
    async condition => {
      const found = (identity: Identity) =>
        ask(`{ calls(filter: { ${condition} }) { edges { cursor } } }`, {}, identity)
      expect((await found(holder('supervisor', { ...ofSales, recordings: false }))).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ])
      expect((await found(holder('none', { agents: ['paris/Agent/8001'] }))).errors).toHaveLength(1)
      expect(requests).toEqual([])
      await found(holder('supervisor', ofSales))
      expect(requests[0]?.filter.scope).toEqual({ queues: only('paris/sales'), agents: [] })
    },
  )
})

test('a period and numbers of a person cut what he is shown', async () => {
  const period = { from: 1, to: 2 }
  const incalls = ['paris/0123456789@from-extern']
  await ask('{ calls { edges { cursor } } }', {}, holder('teacher', { ...ofSales, period, incalls }))
  expect(requests[0]?.filter.scope).toEqual({
    queues: only('paris/sales'),
    agents: only('paris/Agent/8001'),
    incalls: [{ site: 'paris', number: '0123456789' }],
    period,
  })
})
