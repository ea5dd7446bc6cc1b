import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { GrantedScope, Role } from '../../../domain/access/identity.ts'
import { callExportStream } from '../../../domain/calls/export.ts'
import { microsOfIso } from '../../../domain/kernel/time.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import type { CallPartyRow, CallRow, CallsRequest } from '../../../projections/calls/types.ts'
import type { LineAsked, NameAsked } from '../../../projections/directory/names.ts'
import { eventsOf } from '../../events/event-type.ts'
import { secondsIn, sheetsIn, wallIn } from '../../exports/xlsx/testing/read.ts'
import { callRow } from '../../testing/call-row.ts'
import { emptyReports, fakePorts, only, tokenBook } from '../../testing/fakes.ts'
import { bearer, errorIn, serve, type Served } from '../../testing/serve.ts'

const book = tokenBook()
const store = createMemoryEventStore()
let served: Served
let calls: readonly CallRow[] = []
let endless = false
let breaksAtSecondPage = false
const told: string[] = []
const requests: CallsRequest[] = []
let known: Readonly<Record<string, string>> = {}
let parties: readonly Partial<CallPartyRow>[] = []
let userFields: Readonly<Record<string, string | null>> = {}
const holder = { line: 'l', number: null, user: 'u', name: 'U', firstName: 'U', lastName: null, agent: null }
const questions: (readonly NameAsked[])[] = []

beforeAll(async () => {
  const reports = {
    ...emptyReports,
    ...book.reports,
    names: {
      ...emptyReports.names,
      lines: (asked: readonly LineAsked[]) =>
        Promise.resolve(
          asked.map(({ name }) =>
            name in userFields ? { ...holder, userField: userFields[name] ?? null } : undefined,
          ),
        ),
      callers(asked: readonly NameAsked[]) {
        questions.push(asked)
        return Promise.resolve(asked.map(({ name }) => known[name]))
      },
    },
    calls: {
      ...emptyReports.calls,
      parts: (part: string) => Promise.resolve((part === 'parties' ? parties : []) as never),
      history(request: CallsRequest) {
        requests.push(request)
        if (breaksAtSecondPage && request.after !== undefined) return Promise.reject(new Error('no such column'))
        const from = endless ? 0 : Number(request.after ?? 0)
        const rows = calls
          .slice(from, from + request.first)
          .map((call, index) => ({ ...call, cursor: String(from + index + 1) }))
        return Promise.resolve({ rows, hasNextPage: endless || from + rows.length < calls.length })
      },
    },
  }
  served = await serve({ ...fakePorts(store, { reports }), log: (_, message) => told.push(message) })
})
afterAll(() => served.stop())

beforeEach(() => {
  calls = [callRow]
  endless = false
  breaksAtSecondPage = false
  requests.length = 0
  questions.length = 0
  known = {}
  parties = []
  userFields = {}
})

const load = (query = '', { role = 'analyst', scope }: { role?: Role; scope?: GrantedScope } = {}, format = 'csv') =>
  fetch(`${served.url}/calls.${format}${query}`, { headers: bearer(book.issue(role, scope ? { scope } : {})) })

const exported = async () =>
  (await eventsOf(store.readStream(callExportStream))).map(({ type, actor, data }) => ({ type, actor, data }))

describe('the history of calls as CSV', () => {
  test('has a header and a record for each call', async () => {
    const response = await load()
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect((await response.text()).split('\r\n')).toEqual([
      'id,site,node,unique_id,linked_ids,direction,outcome,answered,start,answer,end,source_number,source_name,dialled_number,ring_seconds,wait_seconds,talk_seconds,hold_seconds,queues,agents,transferred,recorded,voicemail,hung_up_by,flags,tags,excluded,caller_display_name',
      '17,paris,pbx1,1795233102.41,1795233102.41,inbound,answered,true,2026-11-20T09:00:00.000000Z,2026-11-20T09:00:04.000000Z,2026-11-20T09:01:04.500000Z,0612345678,,3001,3,4,60.5,,sales,Agent/8001,false,false,false,caller,,,,',
      '',
    ])
  })

  test('names a caller from outside who told no name by the phonebook, in one question a page', async () => {
    const inbound: CallRow = { ...callRow, callerNumber: '+33 6 12 34 56 78' }
    calls = [
      inbound,
      { ...inbound, callerName: 'Alice' },
      { ...inbound, direction: 'INTERNAL' },
      { ...inbound, callerName: '0699999999', callerNumber: '0699999999' },
      { ...inbound, callerNumber: 'anonymous' },
    ]
    known = { 612345678: 'Acme' }
    const lines = (await (await load()).text()).trimEnd().split('\r\n').slice(1)
    expect(lines.map(line => line.slice(line.lastIndexOf(',') + 1))).toEqual(['Acme', 'Alice', '', '0699999999', ''])
    expect(questions.map(asked => asked.map(({ name }) => name))).toEqual([['612345678', '699999999']])
  })

  test('as the PBX gave its call log: in the time of the site, without what a spreadsheet would calculate', async () => {
    const named = (callerName: string): CallRow => ({ ...callRow, callerName, callerNumber: '+33612345678' })
    calls = [callRow, named('Alice'), named('=HYPERLINK("http://x")'), { ...callRow, talk: null }]
    expect((await (await load('?form=xivo')).text()).split('\r\n')).toEqual([
      'Call Date,Caller,Called,Period,user Field',
      '2026-11-20T10:00:00,0612345678,3001,61,',
      '2026-11-20T10:00:00,Alice (+33612345678),3001,61,',
      `2026-11-20T10:00:00,"'=HYPERLINK(""http://x"") (+33612345678)",3001,61,`,
      '2026-11-20T10:00:00,0612345678,3001,,',
      '',
    ])
  })

  test('as the PBX gave its call log: with what is known of the user who placed the call, else of the one whom it reached', async () => {
    const of = ({ site, node, callId }: CallRow) => ({ site, node, callId })
    const inbound = { ...callRow, callId: '1.1', from: '1.1', to: '1.2' }
    const placed = { ...callRow, callId: '2.1', from: '2.1', to: '2.2' }
    const nobody = { ...callRow, callId: '3.1', from: '3.1', to: null }
    calls = [inbound, placed, nobody]
    parties = [
      { ...of(inbound), uniqueId: '1.1', line: 'PJSIP/trunk', isExternal: true },
      { ...of(inbound), uniqueId: '1.2', line: 'PJSIP/ann' },
      { ...of(placed), uniqueId: '2.1', line: 'PJSIP/bob' },
      { ...of(placed), uniqueId: '2.2', line: 'PJSIP/ann' },
      { ...of(nobody), uniqueId: '3.1', line: 'PJSIP/cat' },
    ]
    userFields = { 'PJSIP/ann': 'sales,Paris', 'PJSIP/bob': 'support', 'PJSIP/cat': null }
    const lines = (await (await load('?form=xivo')).text()).trimEnd().split('\r\n').slice(1)
    expect(lines.map(line => line.replace('2026-11-20T10:00:00,0612345678,3001,61,', ''))).toEqual([
      '"sales,Paris"',
      'support',
      '',
    ])
  })

  test('is read page by page, the oldest first, and is whole', async () => {
    calls = Array.from({ length: 2500 }, (_, id) => ({ ...callRow, id }))
    const lines = (await (await load()).text()).trimEnd().split('\r\n')
    expect(lines.slice(1).map(line => Number(line.split(',')[0]))).toEqual(calls.map(({ id }) => id))
    expect(requests.map(({ first, after, orderBy }) => [first, after, orderBy])).toEqual([
      [1000, undefined, 'OLDEST_FIRST'],
      [1000, '1000', 'OLDEST_FIRST'],
      [1000, '2000', 'OLDEST_FIRST'],
    ])
  })

  test('takes the filter of GraphQL by the same names, cut to what the token may see', async () => {
    const query =
      '?from=2026-11-20T00:00:00Z&queues=sales&outcomes=ANSWERED&outcomes=BUSY&talkAtLeastSeconds=1.5&transferred=false&text=clem&attachedData=color%3Dgreen&attachedData=vip&tags=vip&tags=test'
    await (await load(query, { role: 'supervisor', scope: { queues: ['paris/sales'] } })).text()
    expect(requests[0]?.filter).toEqual({
      scope: { queues: only('paris/sales'), agents: [] },
      period: { from: microsOfIso('2026-11-20T00:00:00Z'), to: microsOfIso('2255-01-01T00:00:00Z') },
      queues: only('paris/sales'),
      outcomes: ['ANSWERED', 'BUSY'],
      talkAtLeast: 1_500_000,
      transferred: false,
      text: 'clem',
      attachedData: [{ key: 'color', value: 'green' }, { key: 'vip' }],
      tags: ['vip', 'test'],
      excluded: 'WITHOUT',
    })
  })

  test('has the excluded calls when they are asked for', async () => {
    await (await load('?excluded=ONLY')).text()
    await (await load('?excluded=WITH')).text()
    expect(requests.map(({ filter }) => filter.excluded)).toEqual(['ONLY', undefined])
  })

  test.each([
    ['?form=xls', 'form: "xls" is none; write full or xivo'],
    ['?queue=sales', 'queue: there is no such parameter. There are: from, to, form, '],
    ['?period=1', 'period: there is no such parameter.'],
    ['?outcomes=LOST', 'outcomes.0: '],
    ['?from=yesterday', 'period.from: '],
    ['?from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z', 'period: from must be earlier than to'],
    ['?talkAtLeastSeconds=long', 'talkAtLeastSeconds: "long" is no number'],
    ['?transferred=1', 'transferred: "1" is neither true nor false'],
    ['?text=a&text=b', 'text: it was given 2 times; give it once'],
    ['?queues=rome/sales', 'queues: there is no queue "rome/sales" that you may see.'],
  ])('tells what is wrong with %s, and sends nothing', async (query, message) => {
    const response = await load(query)
    expect(response.status).toBe(400)
    expect((await errorIn(response))?.message).toContain(message)
    expect(requests).toEqual([])
  })

  test('needs a token, and a GET', async () => {
    expect((await fetch(`${served.url}/calls.csv`)).status).toBe(401)
    const headers = bearer(book.issue('analyst'))
    expect((await fetch(`${served.url}/calls.csv`, { method: 'POST', headers })).status).toBe(405)
  })
})

describe('the history of calls for a spreadsheet', () => {
  const loaded = async (query = '', of = {}) => {
    const response = await load(query, of, 'xlsx')
    expect(response.status).toBe(200)
    return sheetsIn(new Uint8Array(await response.arrayBuffer()))
  }

  test('has the same rows as the CSV, in their own kinds, and what their figures mean', async () => {
    const response = await load('', {}, 'xlsx')
    expect(response.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="calls.xlsx"')
    const { calls: rows = [], Definitions = [] } = await sheetsIn(new Uint8Array(await response.arrayBuffer()))
    const [header = [], call = []] = rows
    const names = (await (await load()).text()).split('\r\n')[0]?.split(',') ?? []
    expect(header).toEqual(names.map(name => (/^(start|answer|end)$/.test(name) ? `${name} (UTC)` : name)))
    const cell = (name: string) => call[names.indexOf(name)]
    expect(['id', 'source_number', 'answered', 'recorded', 'source_name'].map(cell)).toEqual([
      17,
      '0612345678',
      true,
      false,
      null,
    ])
    expect(wallIn(cell('end'))).toBe('2026-11-20 09:01:04.50')
    expect(['ring_seconds', 'wait_seconds', 'talk_seconds', 'hold_seconds'].map(name => secondsIn(cell(name)))).toEqual(
      [3, 4, 60.5, null],
    )
    expect(Definitions.slice(1).map(([column]) => column)).toEqual([
      'ring_seconds',
      'wait_seconds',
      'talk_seconds',
      'hold_seconds',
    ])
  })

  test('tells instants in the zone of the request, and as the PBX gave its call log in that of the site', async () => {
    const { calls: asked = [] } = await loaded('?timeZone=Indian/Reunion')
    expect(asked[0]?.[8]).toBe('start (Indian/Reunion)')
    expect(wallIn(asked[1]?.[8])).toBe('2026-11-20 13:00:00.00')
    const { calls: ofSite = [] } = await loaded('?form=xivo')
    expect(ofSite[0]?.[0]).toBe('Call Date (Europe/Paris)')
    expect(wallIn(ofSite[1]?.[0])).toBe('2026-11-20 10:00:00.00')
  })

  test.each([
    ['?timeZone=Europe', 'timeZone: "Europe" is no time zone'],
    ['?form=xivo&timeZone=Europe/Paris', 'timeZone: the times of this file are those of the site'],
    ['?queue=sales', 'queue: there is no such parameter.'],
  ])('tells what is wrong with %s, and sends nothing', async (query, message) => {
    const response = await load(query, {}, 'xlsx')
    expect(response.status).toBe(400)
    expect((await errorIn(response))?.message).toContain(message)
    expect(requests).toEqual([])
  })

  test('is for those who may have the CSV, cut to what they may see, and is in the log', async () => {
    const before = (await exported()).length
    await loaded('?queues=sales', { role: 'supervisor', scope: { queues: ['paris/sales'] } })
    expect(requests[0]?.filter).toMatchObject({ scope: { queues: only('paris/sales'), agents: [] } })
    expect((await exported()).slice(before).map(({ data }) => data)).toMatchObject([
      { form: 'full', format: 'xlsx', filter: { queues: ['sales'] }, rows: 1, complete: true },
    ])
    expect((await fetch(`${served.url}/calls.xlsx`)).status).toBe(401)
  })

  test('is read no further than its reader goes', async () => {
    const before = (await exported()).length
    endless = true
    calls = Array.from({ length: 1000 }, () => callRow)
    const reader = (await load('', {}, 'xlsx')).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await expect.poll(async () => (await exported()).length, { timeout: 30_000 }).toBe(before + 1)
    expect((await exported()).at(-1)?.data).toMatchObject({ format: 'xlsx', complete: false })
    const read = requests.length
    endless = false
    await loaded()
    expect(requests.length).toBe(read + 1)
  })

  test('is cut off where it fails in its middle, so that no program takes it for whole', async () => {
    endless = true
    breaksAtSecondPage = true
    told.length = 0
    await expect(load('', {}, 'xlsx').then(response => response.arrayBuffer())).rejects.toThrow()
    expect(told).toEqual(['An answer was broken off'])
    expect((await exported()).at(-1)?.data).toMatchObject({ format: 'xlsx', complete: false })
    told.length = 0
  })
})

describe('every export is in the log', () => {
  test('with who asked for what, and how many calls were sent', async () => {
    const before = (await exported()).length
    calls = [callRow, callRow]
    await (await load('?form=xivo&queues=paris/sales&from=2026-11-20T00:00:00Z')).text()
    expect((await exported()).slice(before)).toEqual([
      {
        type: 'CallHistoryExported',
        actor: 'a analyst',
        data: {
          type: 'CallHistoryExported',
          form: 'xivo',
          format: 'csv',
          filter: { queues: ['paris/sales'], from: ['2026-11-20T00:00:00Z'] },
          rows: 2,
          complete: true,
        },
      },
    ])
  })

  test('also when the reader goes away before its end, and then nothing more is read', async () => {
    const before = (await exported()).length
    endless = true
    calls = Array.from({ length: 1000 }, () => callRow)
    const reader = (await load()).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await expect.poll(async () => (await exported()).length, { timeout: 10_000 }).toBe(before + 1)
    expect((await exported()).at(-1)?.data).toMatchObject({ complete: false })
    const read = requests.length
    endless = false
    await (await load()).text()
    expect(requests.length).toBe(read + 1)
  })

  test('is cut off where it fails in its middle, and the log says why', async () => {
    endless = true
    breaksAtSecondPage = true
    await expect(load().then(response => response.text())).rejects.toThrow()
    expect(told).toEqual(['An answer was broken off'])
    expect(await exported()).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ complete: false }) as unknown }),
    )
  })
})
