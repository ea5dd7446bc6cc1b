import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callbackExportStream } from '../../domain/callbacks/request-events.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { CallbackFilter, ExportedTicketRow } from '../../projections/callbacks/types.ts'
import { eventsOf } from '../events/event-type.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, only, tokenBook } from '../testing/fakes.ts'
import { sheetsIn, wallIn } from '../exports/xlsx/testing/read.ts'
import { bearer, errorIn, serve, type Served } from '../testing/serve.ts'

function world() {
  const store = createMemoryEventStore()
  const book = tokenBook()
  const filters: CallbackFilter[] = []
  const ticket: ExportedTicketRow = {
    site: 'paris',
    request: 'r1',
    id: 't1',
    agent: 'Agent/8001',
    phoneNumber: '0230',
    dueDate: '2026-11-22',
    periodName: 'Whole day',
    status: 'EMAIL',
    comment: 'says "no", twice',
    startedAt: noon,
    updatedAt: noon,
    reference: 7,
    list: 'leads',
    queue: 'sales',
    requestPhoneNumber: '0230',
    mobilePhoneNumber: null,
    firstName: 'John',
    lastName: 'Doe',
    company: null,
    description: null,
  }
  const reports = {
    ...emptyReports,
    ...book.reports,
    knownQueues: () => Promise.resolve([...(only('paris/sales', 'paris/1') as readonly never[])]),
    callbacks: {
      ...emptyReports.callbacks,
      requests({ filter }: { readonly filter: CallbackFilter }) {
        filters.push(filter)
        return Promise.resolve({ rows: [], hasNextPage: false })
      },
      exported: () => Promise.resolve({ rows: [{ ...ticket, cursor: 'x' }], hasNextPage: false }),
    },
  }
  const ports = fakePorts(store, { reports })
  const ask = asker(ports)
  const configure = async (...commands: readonly ConfigurationCommand[]) => {
    const query =
      'mutation ($commands: [CommandInput!]!) { applyChangeSet(input: { site: "paris", commands: $commands }) { rejections { field rule message } } }'
    const { data, errors } = await ask(query, { commands })
    expect(errors ?? data).toEqual({ applyChangeSet: { rejections: [] } })
  }
  return { store, book, ports, ask, configure, filters }
}

async function configured() {
  const here = world()
  await here.configure(
    { defineContext: { name: 'default', displayName: 'Default' } },
    { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } },
    { defineQueue: { name: 'sales', displayName: 'Sales' } },
    { defineCallbackList: { name: 'leads', displayName: 'Leads', queue: 'sales' } },
    { defineCallbackPeriod: { name: 'day', displayName: 'Whole day', start: '07:00', end: '17:00', default: true } },
  )
  return here
}

const answer =
  '{ rejections { field rule } ticketId request { requestId queue dueDate takenBy closed attempts lastStatus } }'
const of = 'site: "paris", requestId: "r1"'
const request = `requestCallback(input: { ${of}, list: "leads", phoneNumber: "02 30" }) ${answer}`

describe('a request to be called back', () => {
  test('is made, taken, begun and closed', async () => {
    const { ask, store } = await configured()
    const said = async (field: string) => {
      const { data, errors } = await ask(`mutation { it: ${field} }`)
      expect(errors).toBeUndefined()
      return data?.['it'] as {
        readonly ticketId: string | null
        readonly request: unknown
        readonly rejections: unknown[]
      }
    }
    const usual = { requestId: 'r1', queue: 'sales', dueDate: '2026-11-22', takenBy: null, closed: false }
    const made = { rejections: [], ticketId: null, request: { ...usual, attempts: 0, lastStatus: null } }
    expect(await said(request)).toEqual(made)
    expect(await said(request)).toEqual(made)
    expect((await said(`takeCallback(input: { ${of}, agent: "Agent/8001" }) ${answer}`)).request).toMatchObject({
      takenBy: 'Agent/8001',
    })
    const start = `startCallback(input: { ${of}, agent: "Agent/8001", phoneNumber: "0230" }) ${answer}`
    const { ticketId } = await said(start)
    expect((await said(start)).ticketId).toBe(ticketId)
    const end = `updateCallbackTicket(input: { ${of}, ticketId: "${ticketId}", status: EMAIL, comment: "sent" }) ${answer}`
    expect((await said(end)).request).toMatchObject({ closed: true, attempts: 1, lastStatus: 'EMAIL' })
    expect((await said(`releaseCallback(input: { ${of} }) ${answer}`)).rejections).toEqual([
      { field: 'requestId', rule: 'closed' },
    ])
    const events = await eventsOf(store.readStream('callbacks/paris/r1'))
    expect(events.map(({ type, actor }) => `${type} by ${actor}`)).toEqual(
      ['CallbackRequested', 'CallbackTaken', 'CallbackStarted', 'CallbackTicketUpdated', 'CallbackClosed'].map(
        type => `${type} by a administrator`,
      ),
    )
  })

  test('is refused with the fields of the input', async () => {
    const { ask } = await configured()
    const { data } = await ask(`mutation {
      a: takeCallback(input: { site: "paris", requestId: "none", agent: "Agent/8001" }) { rejections { field rule } }
      b: requestCallback(input: { site: "paris", requestId: "a b", list: "leads" }) { rejections { field rule } }
      c: requestCallback(input: { site: "rome", list: "leads" }) { rejections { field rule } }
    }`)
    expect(data).toEqual({
      a: { rejections: [{ field: 'requestId', rule: 'exists' }] },
      b: { rejections: [{ field: 'requestId', rule: 'id' }] },
      c: { rejections: [{ field: 'site', rule: 'exists' }] },
    })
  })

  test('is a supervisor’s for own queues, and nobody’s who only reads', async () => {
    const { ask } = await configured()
    const answerTo = async (field: string, identity: ReturnType<typeof holder>) => {
      const { data, errors } = await ask(`mutation { it: ${field} }`, {}, identity)
      return errors?.[0]?.extensions.code ?? (data?.['it'] as { readonly rejections: unknown }).rejections
    }
    const own = holder('supervisor', { queues: ['paris/sales'] })
    const release = `releaseCallback(input: { ${of} }) { rejections { field rule message } }`
    expect(await answerTo(request, own)).toEqual([])
    expect(await answerTo(release, holder('analyst'))).toBe('FORBIDDEN')
    expect(await answerTo(release, own)).toEqual([])
  })

  test('of a queue that is not his own does not let a supervisor learn that there is one, a list of it, or a site', async () => {
    const { ask } = await configured()
    const answerTo = async (field: string, scope: { readonly queues: readonly string[] }) => {
      const { data, errors } = await ask(`mutation { ${field} }`, {}, holder('supervisor', scope))
      return JSON.stringify(errors ?? data)
        .replaceAll('leads', 'none')
        .replaceAll('r1', 'r0')
        .replaceAll('paris', 'rome')
    }
    expect((await ask(`mutation { ${request} }`)).errors).toBeUndefined()
    const rejections = '{ rejections { field rule message } request { queue } }'
    const asked = (site: string, id: string, list: string) => [
      `requestCallback(input: { site: "${site}", requestId: "new", list: "${list}", phoneNumber: "0230" }) ${rejections}`,
      `importCallbackRequests(input: { site: "${site}", list: "${list}", csv: "phoneNumber\\n0230" }) { rejections { field rule message } }`,
      `takeCallback(input: { site: "${site}", requestId: "${id}", agent: "Agent/8001" }) ${rejections}`,
      `releaseCallback(input: { site: "${site}", requestId: "${id}" }) ${rejections}`,
      `startCallback(input: { site: "${site}", requestId: "${id}", agent: "Agent/8001", phoneNumber: "0230" }) ${rejections}`,
      `updateCallbackTicket(input: { site: "${site}", requestId: "${id}", ticketId: "t" }) ${rejections}`,
    ]
    for (const [site, missing, scope] of [
      ['paris', 'paris', { queues: ['paris/1'] }],
      ['paris', 'rome', { queues: ['lyon/sales'] }],
    ] as const)
      for (const [place, field] of asked(site, 'r1', 'leads').entries())
        expect(await answerTo(field, scope)).toBe(await answerTo(asked(missing, 'r0', 'none')[place] ?? '', scope))
  })

  test('is made by a service whose access list opens that, and no more of requests', async () => {
    const { ask } = await configured()
    const service = holder('supervisor', { queues: ['paris/sales'], acl: ['callbacks.requests.create'] })
    const { data, errors } = await ask(`mutation { it: ${request} }`, {}, service)
    expect(errors ?? data?.['it']).toMatchObject({ rejections: [] })
    expect((await ask(`mutation { releaseCallback(input: { ${of} }) { position } }`, {}, service)).errors).toHaveLength(
      1,
    )
  })

  test('is looked for among those of own queues', async () => {
    const { ask, filters } = await configured()
    const query = (filter: string) => `{ callbackRequests(filter: ${filter}) { edges { node { requestId } } } }`
    await ask(
      query('{ closed: false, dueUntil: "2026-12-01", search: " Doe " }'),
      {},
      holder('analyst', { queues: ['paris/sales'] }),
    )
    expect(filters).toEqual([{ scope: only('paris/sales'), closed: false, dueUntil: '2026-12-01', search: 'Doe' }])
    expect((await ask(query('{ dueUntil: "soon" }'))).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('a file of requests', () => {
  const header = 'phoneNumber|mobilePhoneNumber|firstName|lastName|company|description|dueDate|period\n'
  const mutation = `mutation ($csv: String!, $importId: String, $dryRun: Boolean) {
    importCallbackRequests(input: { site: "paris", list: "leads", csv: $csv, importId: $importId, dryRun: $dryRun }) {
      imported known rejections { field rule }
    }
  }`
  const made = async (store: ReturnType<typeof createMemoryEventStore>) =>
    (await eventsOf(store.readAll({ types: ['CallbackRequested'] }))).map(({ data }) => data)

  test('is made all of it, and sent again with its id nothing twice', async () => {
    const { ask, store } = await configured()
    const file = { csv: `${header}0230|06|John|Doe|||| \n0587||Alice|O'Neill|||2027-08-01|Whole day\n`, importId: 'f1' }
    const first = await ask(mutation, file)
    expect(first.data).toEqual({ importCallbackRequests: { imported: 2, known: 0, rejections: [] } })
    expect(await made(store)).toMatchObject([
      { phoneNumber: '0230', dueDate: '2026-11-22', period: 'day' },
      { lastName: "O'Neill", dueDate: '2027-08-01', period: 'day' },
    ])
    const again = await ask(mutation, file)
    expect(again.data).toEqual({ importCallbackRequests: { imported: 0, known: 2, rejections: [] } })
    expect(await made(store)).toHaveLength(2)
  })

  test('is only looked at when it is tried', async () => {
    const { ask, store } = await configured()
    const file = { csv: `${header}0230\n0587\n`, importId: 'f1', dryRun: true }
    const would = { importCallbackRequests: { imported: 2, known: 0, rejections: [] } }
    expect((await ask(mutation, file)).data).toEqual(would)
    expect(await made(store)).toEqual([])
    await ask(mutation, { ...file, csv: `${header}0230\n`, dryRun: false })
    expect((await ask(mutation, file)).data).toEqual({
      importCallbackRequests: { imported: 1, known: 1, rejections: [] },
    })
  })

  test('with days that are over is taken, and says which; what this import had made already is told once', async () => {
    const { ask, store } = await configured()
    const withWarnings = mutation.replace('rejections { field rule }', 'warnings { field rule message }')
    const file = { csv: `${header}0230|||||||\n0231||||||2016-08-01|\n0232||||||2026-11-21|\n`, importId: 'f1' }
    const { data } = await ask(withWarnings, { ...file, dryRun: true })
    const message = '2016-08-01 is over: it is 2026-11-21 at the site; the request is overdue as soon as it is made'
    const warnings = [{ field: 'rows[1].dueDate', rule: 'past', message }]
    expect(data).toEqual({ importCallbackRequests: { imported: 3, known: 0, warnings } })
    expect((await ask(withWarnings, file)).data).toEqual({
      importCallbackRequests: { imported: 3, known: 0, warnings },
    })
    expect(await made(store)).toHaveLength(3)
    const again = { importCallbackRequests: { imported: 0, known: 3, warnings: [] } }
    expect((await ask(withWarnings, file)).data).toEqual(again)
  })

  test('is refused as a whole where a row is wrong', async () => {
    const { ask, store } = await configured()
    const { data } = await ask(mutation, { csv: `${header}0230\n0231|||||||night\n||Nobody\n` })
    expect(data).toEqual({
      importCallbackRequests: {
        imported: 0,
        known: 0,
        rejections: [
          { field: 'rows[1].period', rule: 'exists' },
          { field: 'rows[2].phoneNumber', rule: 'oneOf' },
        ],
      },
    })
    expect(await made(store)).toEqual([])
  })
})

describe('tickets as a file', () => {
  let served: Served
  const here = world()
  beforeAll(async () => {
    served = await serve(here.ports)
  })
  afterAll(() => served.stop())
  const load = (query: string) =>
    fetch(`${served.url}/callback-tickets.csv${query}`, { headers: bearer(here.book.issue('analyst')) })

  test('say what was asked for and what came of it, and the export is in the log', async () => {
    const response = await load('?from=2026-11-21')
    expect(await response.text()).toBe(
      'reference,list,queue,phoneNumber,mobilePhoneNumber,firstName,lastName,company,description,dueDate,period,ticket,calledNumber,startDate,lastUpdate,comment,status,agent\r\n' +
        '7,leads,sales,0230,,John,Doe,,,2026-11-22,Whole day,t1,0230,2026-11-21 13:00:00,2026-11-21 13:00:00,"says ""no"", twice",EMAIL,8001\r\n',
    )
    const [event] = await eventsOf(here.store.readStream(callbackExportStream))
    expect(event?.data).toEqual({
      type: 'CallbackTicketsExported',
      filter: { from: ['2026-11-21'] },
      format: 'csv',
      rows: 1,
      complete: true,
    })
  })

  test('are a spreadsheet too: numbers of telephones are texts, days are days', async () => {
    const response = await fetch(`${served.url}/callback-tickets.xlsx`, { headers: bearer(here.book.issue('analyst')) })
    const { 'callback-tickets': rows = [] } = await sheetsIn(new Uint8Array(await response.arrayBuffer()))
    const cells: Readonly<Record<string, unknown>> = Object.fromEntries<unknown>(
      (rows[0] ?? []).map((name, index) => [String(name), rows[1]?.[index]]),
    )
    expect(cells).toMatchObject({ phoneNumber: '0230', comment: 'says "no", twice', agent: '8001' })
    expect([cells['dueDate'], cells['startDate (Europe/Paris)']].map(wallIn)).toEqual([
      '2026-11-22 00:00:00.00',
      '2026-11-21 13:00:00.00',
    ])
    expect((await eventsOf(here.store.readStream(callbackExportStream))).at(-1)?.data).toMatchObject({ format: 'xlsx' })
  })

  test('are not made for what cannot be asked for', async () => {
    const response = await load('?agent=8001')
    expect(response.status).toBe(400)
    expect((await errorIn(response))?.message).toContain('There are: queue, list, from, to, through.')
  })
})
