import { beforeEach, describe, expect, test } from 'vitest'
import { microsOfIso } from '../../domain/kernel/time.ts'
import type { AskedCall } from '../../projections/calls/search/calls-of-keys.ts'
import type { CallRow, CallScope, CallsRequest } from '../../projections/calls/types.ts'
import { callRow } from '../testing/call-row.ts'
import { askOf, holder } from '../testing/ask.ts'
import { emptyReports, only } from '../testing/fakes.ts'

const requests: CallsRequest[] = []
const named: { asked: readonly AskedCall[]; scope: CallScope }[] = []
let known: readonly CallRow[] = []

const ask = askOf({
  calls: {
    ...emptyReports.calls,
    history(request) {
      requests.push(request)
      return Promise.resolve({ rows: [{ ...callRow, cursor: 'c' }], hasNextPage: false })
    },
    byKeys(asked, scope) {
      named.push({ asked, scope })
      return Promise.resolve(asked.map(({ key }) => known.filter(({ callId }) => callId === key)))
    },
    byNumber: id => Promise.resolve(known.find(call => call.id === id)),
  },
})

beforeEach(() => {
  requests.length = 0
  named.length = 0
  known = [callRow]
})

describe('the history of calls', () => {
  test('shows lengths in seconds and what is not known as null', async () => {
    const fields =
      'site callId callDataId linkedIds direction outcome startedAt answeredAt endedAt durationSeconds ringSeconds talkSeconds holdSeconds waitSeconds hungUpBy callerNumber calledNumber queues agents tags flags'
    expect((await ask(`{ calls { edges { node { ${fields} } } } }`)).data).toEqual({
      calls: {
        edges: [
          {
            node: {
              site: 'paris',
              callId: '1795233102.41',
              callDataId: '17',
              linkedIds: ['1795233102.41'],
              direction: 'INBOUND',
              outcome: 'ANSWERED',
              startedAt: '2026-11-20T09:00:00.000000Z',
              answeredAt: '2026-11-20T09:00:04.000000Z',
              endedAt: '2026-11-20T09:01:04.500000Z',
              durationSeconds: 64.5,
              ringSeconds: 3,
              talkSeconds: 60.5,
              holdSeconds: null,
              waitSeconds: 4,
              hungUpBy: 'CALLER',
              callerNumber: '0612345678',
              calledNumber: '3001',
              queues: ['sales'],
              agents: ['Agent/8001'],
              tags: [],
              flags: [],
            },
          },
        ],
      },
    })
  })

  test('is filtered by everything that the filter names', async () => {
    const filter = `{
      period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }, sites: ["paris"], queues: ["paris/sales"],
      agents: ["Agent/8001"], lines: ["PJSIP/1001", "paris/PJSIP/1002"], callerNumber: "06", calledNumber: "3", anyNumber: "1",
      number: "1001", sameCaller: "+33612345678", directions: [INBOUND], outcomes: [ANSWERED, BUSY],
      talkAtLeastSeconds: 0, talkAtMostSeconds: 60.5, waitAtLeastSeconds: 1.5, waitAtMostSeconds: 9,
      attachedData: [
        { key: "color", value: "green" }, { key: "vip", operator: EXISTS }, { key: "age", value: "30", operator: GREATER_THAN }
      ],
      hasRecording: false, hasVoicemail: true, transferred: true, tags: ["vip"], excluded: ONLY, text: "clem" }`
    expect(
      (await ask(`{ calls(filter: ${filter}, orderBy: TALK_DESC, first: 7, after: "c") { position } }`)).errors,
    ).toBe(undefined)
    expect(requests).toEqual([
      {
        filter: {
          scope: { queues: 'all', agents: 'all' },
          period: { from: microsOfIso('2026-11-20T00:00:00Z'), to: microsOfIso('2026-11-21T00:00:00Z') },
          sites: ['paris'],
          queues: only('paris/sales'),
          agents: only('paris/Agent/8001'),
          lines: only('paris/PJSIP/1001', 'paris/PJSIP/1002'),
          callerNumberPrefix: '06',
          calledNumberPrefix: '3',
          numberPrefix: '1',
          number: '1001',
          callerNumber: '+33612345678',
          directions: ['INBOUND'],
          outcomes: ['ANSWERED', 'BUSY'],
          talkAtLeast: 0,
          talkAtMost: 60_500_000,
          waitAtLeast: 1_500_000,
          waitAtMost: 9_000_000,
          attachedData: [{ key: 'color', value: 'green' }, { key: 'vip' }, { key: 'age', value: '30', is: 'GREATER' }],
          hasRecording: false,
          hasVoicemail: true,
          transferred: true,
          tags: ['vip'],
          excluded: 'ONLY',
          text: 'clem',
        },
        orderBy: 'LONGEST_TALK_FIRST',
        first: 7,
        after: 'c',
      },
    ])
  })

  test('comes with the newest first and 100 at once, and an empty field of a form asks for nothing', async () => {
    await ask('{ calls(filter: { text: "", callerNumber: "" }) { position } }')
    expect(requests).toEqual([
      {
        filter: { scope: { queues: 'all', agents: 'all' }, excluded: 'WITHOUT' },
        orderBy: 'NEWEST_FIRST',
        first: 100,
      },
    ])
  })

  test.each([
    ['sites: ["rome"]', 'sites'],
    ['queues: ["rome/sales"]', 'queues'],
    ['agents: ["Agent/1"]', 'agents'],
    ['period: { from: "2026-11-21T00:00:00Z", to: "2026-11-20T00:00:00Z" }', 'period'],
    ['attachedData: [{ key: "color", operator: EQUALS }]', 'attachedData'],
    ['attachedData: [{ key: "age", operator: LESS_THAN }]', 'attachedData'],
    ['attachedData: [{ key: "color", value: "green", operator: EXISTS }]', 'attachedData'],
  ])('tells what is wrong with %s', async (filter, argument) => {
    const { errors } = await ask(`{ calls(filter: { ${filter} }) { position } }`)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }])
    expect(requests).toEqual([])
  })
})

describe('a call is visible to who may see one of its queues or one of its agents', () => {
  const scopeOf = async (...args: Parameters<typeof holder>) => {
    await ask('{ calls { position } }', {}, holder(...args))
    return requests[0]?.filter.scope
  }

  test('an analyst, an auditor and an administrator without limits see all', async () => {
    expect(await scopeOf('analyst')).toEqual({ queues: 'all', agents: 'all' })
  })

  test('a supervisor of a queue sees the calls of that queue', async () => {
    expect(await scopeOf('supervisor', { queues: ['paris/sales'] })).toEqual({
      queues: only('paris/sales'),
      agents: [],
    })
  })

  test('a supervisor of all queues sees no call that was in none, unless he sees all agents too', async () => {
    expect(await scopeOf('supervisor', { queues: 'all', agents: ['paris/Agent/8001'] })).toEqual({
      queues: only('lyon/sales', 'paris/sales', 'paris/support'),
      agents: only('paris/Agent/8001'),
    })
    requests.length = 0
    expect(await scopeOf('supervisor', { queues: 'all', agents: 'all' })).toEqual({ queues: 'all', agents: 'all' })
  })

  test('also by its id, its linkedid and its number', async () => {
    const me = holder('supervisor', { queues: ['paris/sales'] })
    const id = btoa('Call:["paris","pbx1","1795233102.41"]')
    const query = `{ node(id: "${id}") { id } byId: call(id: "${id}") { id } byLinkedId: call(linkedId: "1795233102.41", site: "paris") { id } byNumber: call(callDataId: "17") { id } }`
    const { data, errors } = await ask(query, {}, me)
    expect(errors).toBeUndefined()
    expect(data).toEqual({ node: { id }, byId: { id }, byLinkedId: { id }, byNumber: { id } })
    expect(new Set(named.map(({ scope }) => JSON.stringify(scope)))).toEqual(
      new Set([JSON.stringify({ queues: only('paris/sales'), agents: [] })]),
    )
    known = []
    expect((await ask(query, {}, me)).data).toEqual({ node: null, byId: null, byLinkedId: null, byNumber: null })
  })

  test('its raw rows only to who may read raw rows', async () => {
    const query = '{ calls { edges { node { path { kind } events { type } } } } }'
    expect((await ask(query)).errors).toBeUndefined()
    expect((await ask(query, {}, holder('analyst'))).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' }, path: ['calls', 'edges', 0, 'node', 'events'] },
    ])
  })
})

describe('one call', () => {
  test.each(['', '(id: "x", linkedId: "1.1")', '(linkedId: "1.1", uniqueId: "1.1")', '(site: "paris")'])(
    'is asked for by exactly one name, not by %s',
    async args => {
      const { errors } = await ask(`{ call${args.replace('"x"', `"${btoa('Call:[]')}"`)} { id } }`)
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'id' } }])
    },
  )

  test.each(['QueueVisit:["paris","pbx1","1.1",1]', 'Call:nonsense', 'Call:{}', 'Call:["paris","pbx1",1]'])(
    'has no id such as %s',
    async id => {
      const { errors } = await ask('query ($id: ID!) { call(id: $id) { id } }', { id: btoa(id) })
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    },
  )

  test('whose uniqueid two PBXs gave is not chosen at random', async () => {
    known = [callRow, { ...callRow, node: 'pbx2' }]
    const { errors } = await ask('{ call(uniqueId: "1795233102.41") { id } }')
    expect(errors?.[0]?.message).toBe(
      'site: paris/pbx1 and paris/pbx2 have a call 1795233102.41 each; name the site and the node',
    )
  })
})
