import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { answerExportStream } from '../../domain/qualifications/export.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { answerOf } from '../../projections/qualification-answers/fold.ts'
import type {
  AnswerFilter,
  AnswersRequest,
  AnswerStatisticsRequest,
  QualificationAnswerRow,
} from '../../projections/qualification-answers/types.ts'
import { eventsOf } from '../events/event-type.ts'
import { asker, holder } from '../testing/ask.ts'
import { callRow } from '../testing/call-row.ts'
import { emptyReports, fakePorts, noon, only, tokenBook } from '../testing/fakes.ts'
import { bearer, errorIn, serve, type Served } from '../testing/serve.ts'

/** What the read model answers, from the log itself. */
function world() {
  const store = createMemoryEventStore()
  const book = tokenBook()
  const filters: AnswerFilter[] = []
  const statistics: AnswerStatisticsRequest[] = []

  const answered = async (): Promise<QualificationAnswerRow[]> =>
    (await eventsOf(store.readAll({ types: ['QualificationAnswered'] }))).map(answerOf)

  const reports = {
    ...emptyReports,
    ...book.reports,
    knownQueues: () => Promise.resolve([...(only('paris/sales', 'paris/1') as readonly never[])]),
    calls: {
      ...emptyReports.calls,
      byKey: (key: string) => Promise.resolve(key === callRow.callId ? [callRow] : []),
      byKeys: (asked: readonly unknown[]) => Promise.resolve(asked.map(() => [callRow])),
    },
    qualifications: {
      async answers({ filter, orderBy, first, after }: AnswersRequest) {
        filters.push(filter)
        const { period, site, scope } = filter
        const fit = (await answered())
          .filter(row => site === undefined || row.site === site)
          .filter(row => scope === 'all' || scope.some(one => one.name === row.queue))
          .filter(row => !period || (row.answeredAt >= period.from && row.answeredAt < period.to))
          .sort((a, b) => (orderBy === 'OLDEST_FIRST' ? a.answeredAt - b.answeredAt : b.answeredAt - a.answeredAt))
        const from = Number(after ?? 0)
        const rows = fit.slice(from, from + first).map((row, index) => ({ ...row, cursor: String(from + index + 1) }))
        return { rows, hasNextPage: from + rows.length < fit.length }
      },
      ofCalls: async (calls: readonly unknown[]) => {
        const rows = await answered()
        return calls.map(() => rows)
      },
      statistics(request: AnswerStatisticsRequest) {
        statistics.push(request)
        return Promise.resolve([])
      },
    },
  }
  const ports = fakePorts(store, { reports })
  const ask = asker(ports)
  const configure = async (command: ConfigurationCommand) => {
    const query =
      'mutation ($commands: [CommandInput!]!) { applyChangeSet(input: { site: "paris", commands: $commands }) { rejections { field rule message } } }'
    const { data, errors } = await ask(query, { commands: [command] })
    expect(errors ?? data).toEqual({ applyChangeSet: { rejections: [] } })
  }
  const exported = async () =>
    (await eventsOf(store.readStream(answerExportStream))).map(({ data, actor }) => ({ ...(data as object), actor }))
  return { store, book, ports, ask, configure, filters, statistics, answered, exported }
}

const support: ConfigurationCommand = {
  defineQualification: {
    name: 'support',
    displayName: 'Support',
    subQualifications: [{ name: '1', displayName: 'Technical' }],
  },
}
const queue = (name: string): ConfigurationCommand => ({
  defineQueue: { name, displayName: name, qualifications: ['support'] },
})

const mutation = `mutation ($input: AnswerQualificationInput!) {
  answerQualification(input: $input) {
    position rejections { field rule }
    answer { answerId callId node agent queue qualificationName subQualificationName answeredAt firstName comment actor }
  }
}`

const input = {
  site: 'paris',
  queue: 'sales',
  callId: callRow.callId,
  agent: 'Agent/8001',
  qualification: 'support',
  subQualification: '1',
}

async function configured() {
  const here = world()
  await here.configure(support)
  await here.configure(queue('sales'))
  return here
}

describe('what an agent says a call was about', () => {
  test('is stored as an event of the call, and is answered', async () => {
    const { ask, store } = await configured()
    const { data, errors } = await ask(mutation, { input: { ...input, firstName: 'john' } })
    expect(errors).toBeUndefined()
    const position = String(await store.lastPosition())
    expect(data).toEqual({
      answerQualification: {
        position,
        rejections: [],
        answer: {
          answerId: position,
          callId: callRow.callId,
          node: 'pbx1',
          agent: 'Agent/8001',
          queue: 'sales',
          qualificationName: 'Support',
          subQualificationName: 'Technical',
          firstName: 'john',
          comment: null,
          answeredAt: '2026-11-21T12:00:00.000000Z',
          actor: 'a administrator',
        },
      },
    })
    const [event] = await eventsOf(store.readStream(`qualification-answers/paris/${callRow.callId}`))
    expect(event).toMatchObject({ type: 'QualificationAnswered', occurredAt: noon, site: 'paris', node: 'pbx1' })
    expect(await eventsOf(store.readTagged([`call:paris/pbx1/${callRow.callId}`]))).toHaveLength(1)
  })

  test('is not stored twice: the answer is the first one', async () => {
    const { ask, answered } = await configured()
    const first = await ask(mutation, { input })
    const again = await ask(mutation, { input: { ...input, firstName: ' ' } })
    expect(again.data).toEqual(first.data)
    expect(await answered()).toHaveLength(1)
  })

  test('is refused with the field and the rule, and nothing is stored', async () => {
    const { ask, answered } = await configured()
    for (const [wrong, field, rule] of [
      [{ subQualification: 'other' }, 'subQualification', 'exists'],
      [{ agent: 'Agent/9' }, 'agent', 'exists'],
      [{ agent: '8001' }, 'agent', 'exists'],
      [{ site: 'rome' }, 'site', 'exists'],
      [{ queue: 'unknown' }, 'queue', 'exists'],
    ] as const) {
      const { data } = await ask(mutation, { input: { ...input, ...wrong } })
      expect(data?.['answerQualification']).toMatchObject({ answer: null, rejections: [{ field, rule }] })
    }
    expect(await answered()).toEqual([])
  })

  test('may come from an agent who is configured and of whom no row tells yet, and about a call that nobody knows yet', async () => {
    const { ask, configure } = await configured()
    await configure({ defineContext: { name: 'default', displayName: 'Default' } })
    await configure({ defineAgent: { number: '77', firstName: 'New', context: 'default' } })
    const { data } = await ask(mutation, { input: { ...input, agent: 'Agent/77', callId: 'callid1' } })
    expect(data?.['answerQualification']).toMatchObject({ rejections: [], answer: { node: null, callId: 'callid1' } })
  })

  test('is a supervisor’s to store for own queues only, and nothing of an analyst', async () => {
    const { ask } = await configured()
    const codeOf = async (identity: ReturnType<typeof holder>) =>
      (await ask(mutation, { input }, identity)).errors?.[0]?.extensions.code
    expect(await codeOf(holder('supervisor', { queues: ['paris/sales'] }))).toBeUndefined()
    expect(await codeOf(holder('supervisor', { queues: ['paris/1'] }))).toBe('FORBIDDEN')
    expect(await codeOf(holder('analyst'))).toBe('FORBIDDEN')
  })

  test('is listed with its call, and by itself for those who may see its queue', async () => {
    const { ask, filters } = await configured()
    await ask(mutation, { input })
    const list =
      '{ qualificationAnswers(filter: { agents: ["Agent/8001"] }) { edges { node { callId subQualification } } } }'
    const node = { callId: callRow.callId, subQualification: '1' }
    expect((await ask(list)).data).toEqual({ qualificationAnswers: { edges: [{ node }] } })
    expect(
      (await ask(list, {}, holder('analyst', { queues: ['paris/1'], agents: ['paris/Agent/8001'] }))).data,
    ).toEqual({
      qualificationAnswers: { edges: [] },
    })
    expect(filters.at(-1)).toEqual({ scope: only('paris/1'), agents: only('paris/Agent/8001') })
    const ofCall = await ask(`{ call(uniqueId: "${callRow.callId}") { qualifications { callId subQualification } } }`)
    expect(ofCall.data).toEqual({ call: { qualifications: [node] } })
  })

  test('is counted in the days of each site', async () => {
    const { ask, statistics } = await configured()
    const period = 'period: { from: "2018-03-01T00:00:00Z", to: "2018-04-01T00:00:00Z" }'
    const { errors } = await ask(
      `{ qualificationStatistics(${period}, interval: DAY, queues: ["sales"]) { answers calls } }`,
    )
    expect(errors).toBeUndefined()
    expect(statistics.map(({ timeZone, scope }) => [timeZone, scope])).toEqual([
      ['Europe/Paris', only('paris/sales')],
      ['UTC', only('paris/sales')],
    ])
  })
})

describe('answers as CSV', () => {
  const here = world()
  let served: Served
  const load = (query: string, token = here.book.issue('analyst')) =>
    fetch(`${served.url}/qualifications.csv${query}`, { headers: bearer(token) })
  const lines = async (query: string) => (await (await load(query)).text()).split('\r\n')

  beforeAll(async () => {
    served = await serve(here.ports)
    for (const command of [support, queue('1'), queue('sales')]) await here.configure(command)
    await here.configure({ defineContext: { name: 'default', displayName: 'Default' } })
    await here.configure({ defineAgent: { number: '1', firstName: 'One', context: 'default' } })
    const golden = {
      site: 'paris',
      queue: '1',
      callId: 'callid1',
      agent: 'Agent/1',
      qualification: 'support',
      subQualification: '1',
      firstName: 'john',
      lastName: 'doe',
      comment: 'some comment',
      customData: 'some custom data',
      answeredAt: '2018-03-21T16:00:00Z',
    }
    for (const more of [
      {},
      { callId: 'callid2', queue: 'sales', comment: 'said "no", left', customData: '=1+1', firstName: null },
      { callId: 'callid3', answeredAt: '2018-03-21T23:00:00Z' },
    ])
      expect((await here.ask(mutation, { input: { ...golden, ...more } })).data).toMatchObject({
        answerQualification: { rejections: [] },
      })
  })
  afterAll(() => served.stop())

  const header = 'sub_qualification_id,time,callid,agent,queue,first_name,last_name,comment,custom_data'
  const row = '1,2018-03-21 17:00:00,callid1,1,1,john,doe,some comment,some custom data'
  const night = '1,2018-03-22 00:00:00,callid3,1,1,john,doe,some comment,some custom data'

  test('G-19: have exactly the header and the row of the original, in the time of the site', async () => {
    const response = await load('?queue=1&from=2018-03-21&to=2018-03-22')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="qualifications.csv"')
    expect(await response.text()).toBe(`${header}\r\n${row}\r\n`)
  })

  test('end before the day, or instant, that `to` names, and with the day that `through` names (L-26)', async () => {
    expect(await lines('?queue=1&from=2018-03-21&to=2018-03-21T23:00:00Z')).toEqual([header, row, ''])
    expect(await lines('?queue=1&from=2018-03-21&through=2018-03-21')).toEqual([header, row, ''])
    expect(await lines('?queue=1&from=2018-03-21&through=2018-03-22')).toEqual([header, row, night, ''])
    expect(await lines('?queue=1&from=2018-03-21&to=2018-03-23')).toEqual([header, row, night, ''])
    expect(await lines('?queue=1')).toEqual([header, row, night, ''])
  })

  test('quote what they must, and give a spreadsheet nothing to calculate', async () => {
    const [, one] = await lines('?queue=sales')
    expect(one).toBe(`1,2018-03-21 17:00:00,callid2,1,sales,,doe,"said ""no"", left",'=1+1`)
  })

  test('have everything that is stored in the form full', async () => {
    const [names, one] = await lines('?queue=1&form=full&to=2018-03-22')
    expect(names).toBe(
      'id,site,node,callid,time,queue,agent,qualification,qualification_name,sub_qualification,sub_qualification_name,first_name,last_name,comment,custom_data,sent_by',
    )
    expect(one).toMatch(
      /^\d+,paris,,callid1,2018-03-21T16:00:00.000000Z,1,Agent\/1,support,Support,1,Technical,john,doe,some comment,some custom data,a administrator$/,
    )
  })

  test('are cut to the queues of the token, and need one (L-27)', async () => {
    const supervisor = here.book.issue('supervisor', { scope: { queues: ['paris/sales'] } })
    expect((await (await load('', supervisor)).text()).trimEnd().split('\r\n').slice(1)).toHaveLength(1)
    expect((await load('?queue=1', supervisor)).status).toBe(400)
    expect((await fetch(`${served.url}/qualifications.csv`)).status).toBe(401)
  })

  test('are an event each time: who, what and how many', async () => {
    const before = (await here.exported()).length
    await lines('?queue=1&from=2018-03-21&through=2018-03-21')
    expect((await here.exported()).slice(before)).toEqual([
      {
        type: 'QualificationAnswersExported',
        actor: 'a analyst',
        form: 'xivo',
        format: 'csv',
        rows: 1,
        complete: true,
        filter: { queue: ['1'], from: ['2018-03-21'], through: ['2018-03-21'] },
      },
    ])
  })

  test.each([
    ['?day=1', 'day: there is no such parameter. There are: queue, agent, from, to, through, form.'],
    ['?from=yesterday', 'from: "yesterday" is neither a day, such as 2018-03-21, nor an instant'],
    ['?from=2018-02-30', 'from: "2018-02-30" is neither'],
    ['?through=2018-03-21T00:00:00Z', 'through: "2018-03-21T00:00:00Z" is no day'],
    ['?to=2018-03-22&through=2018-03-22', 'through: give either to'],
    ['?from=2018-03-22&to=2018-03-22', 'to: it must lie behind from'],
    ['?from=2018-03-22&from=2018-03-23', 'from: it was given 2 times'],
    ['?form=xls', 'form: "xls" is none; write full or xivo'],
    ['?queue=rome/1', 'queues: there is no queue "rome/1" that you may see.'],
  ])('tell what is wrong with %s', async (query, message) => {
    const response = await load(query)
    expect(response.status).toBe(400)
    expect((await errorIn(response))?.message).toContain(message)
  })
})
