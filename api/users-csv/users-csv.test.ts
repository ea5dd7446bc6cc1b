import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts, tokenBook } from '../testing/fakes.ts'
import { sheetsIn } from '../exports/xlsx/testing/read.ts'
import { bearer, errorIn, serve, type Served } from '../testing/serve.ts'

const book = tokenBook()
const store = createMemoryEventStore()
const ports = fakePorts(store, { reports: { ...emptyReports, ...book.reports } })
const ask = asker(ports)
let served: Served

beforeAll(async () => {
  served = await serve(ports)
  await ask('mutation { defineContext(input: { name: "default", displayName: "Default" }) { position } }')
})
afterAll(() => served.stop())

const importing = (csv: string, more = {}, identity = holder('administrator')) =>
  ask(
    `mutation ($input: ImportUsersInput!) { importUsers(input: $input) {
      accepted changes rejections { message } problems { column rule }
      rows { line user outcome problems { column rule message } warnings { column rule } }
    } }`,
    { input: { csv, ...more } },
    identity,
  )
const load = (query = '', role: 'administrator' | 'analyst' | 'auditor' = 'auditor') =>
  fetch(`${served.url}/users.csv${query}`, { headers: bearer(book.issue(role)) })

const stored = async (after: number) => {
  const found: { readonly type: string; readonly data: unknown }[] = []
  for await (const { events } of store.readAll({ after }))
    found.push(...events.map(({ type, data }) => ({ type, data })))
  return found
}

describe('importUsers', () => {
  const two =
    'uuid,firstname,exten,context,line_protocol\nalice,"Alice\r\n",1000,default,sip\nbob,Bob,1001,default,sip\n'
  const good = two.replace('"Alice\r\n"', '"Alice ""A"""')

  test('applies nothing of a file with a wrong row, and answers what is wrong by line and column', async () => {
    const before = await store.lastPosition()
    expect((await importing(two, { comment: 'a typing error' })).data).toEqual({
      importUsers: {
        accepted: false,
        changes: 0,
        rejections: [],
        problems: [],
        rows: [
          {
            line: 2,
            user: 'alice',
            outcome: 'REFUSED',
            problems: [
              {
                column: 'firstname',
                rule: 'oneLine',
                message: 'firstname must be text of one line without control characters',
              },
            ],
            warnings: [],
          },
          { line: 4, user: 'bob', outcome: 'NOT_APPLIED', problems: [], warnings: [] },
        ],
      },
    })
    expect(await stored(before)).toEqual([
      {
        type: 'ConfigurationChangeRefused',
        data: expect.objectContaining({
          comment: 'a typing error',
          rejections: [expect.objectContaining({ field: 'lines[2].firstname', rule: 'oneLine' })],
        }) as unknown,
      },
    ])
  })

  test('shows what it would do without storing anything', async () => {
    const before = await store.lastPosition()
    expect((await importing(good, { dryRun: true })).data).toMatchObject({
      importUsers: { accepted: true, changes: 4, rows: [{ outcome: 'CREATED' }, { outcome: 'CREATED' }] },
    })
    expect(await store.lastPosition()).toBe(before)
  })

  test('applies the right rows of a file when it is told to go row by row', async () => {
    expect((await importing(two, { atomicity: 'ROW_BY_ROW' })).data).toMatchObject({
      importUsers: { accepted: true, changes: 2, rows: [{ outcome: 'REFUSED' }, { outcome: 'CREATED' }] },
    })
  })

  test('is one change set with one correlation id (pbx-configuration §20)', async () => {
    const before = await store.lastPosition()
    const rows = 'firstname,exten,context,line_protocol\nCarl,1002,default,sip\nDora,1003,default,webrtc\n'
    expect((await importing(rows, { comment: 'new colleagues' })).data).toMatchObject({ importUsers: { changes: 4 } })
    const correlations = new Set<string | undefined>()
    for await (const { events } of store.readAll({ after: before }))
      for (const { correlationId } of events) correlations.add(correlationId)
    expect(correlations.size).toBe(1)
  })

  test('refuses a file that is no CSV, and tells the line', async () => {
    const { errors } = await importing('firstname\n"Alice\n')
    expect(errors?.[0]?.message).toBe('input.csv: line 2: a quote is opened and never closed')
    expect((await importing('firstname\nA"b\n')).errors?.[0]?.message).toContain('line 2: a quote stands within a cell')
  })

  test('refuses unknown columns before any row is read, and an empty file', async () => {
    expect((await importing('firstname,surname\nAlice,Martin\n')).data).toMatchObject({
      importUsers: { accepted: false, problems: [{ column: 'surname', rule: 'unknownColumn' }], rows: [] },
    })
    expect((await importing('')).data).toMatchObject({
      importUsers: { accepted: false, problems: [{ column: null, rule: 'header' }] },
    })
  })

  test('needs the right to change the configuration', async () => {
    expect((await importing('firstname\nA\n', {}, holder('auditor'))).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

describe('users.csv', () => {
  test('is what an update reads: sent back it changes nothing', async () => {
    const response = await load()
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    const csv = await response.text()
    expect(csv.split('\r\n')[1]).toContain('bob,1,Bob,')
    expect((await importing(csv, { mode: 'UPDATE' })).data).toMatchObject({
      importUsers: { accepted: true, changes: 0, rows: Array(3).fill({ outcome: 'UNCHANGED', problems: [] }) },
    })
  })

  test('is a spreadsheet too, in which every cell is the text that is configured', async () => {
    const response = await fetch(`${served.url}/users.xlsx`, { headers: bearer(book.issue('auditor')) })
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="users.xlsx"')
    const { users: [header = [], ...users] = [] } = await sheetsIn(new Uint8Array(await response.arrayBuffer()))
    expect(header.join(',')).toBe((await (await load()).text()).split('\r\n')[0])
    expect(users.map(([user]) => user)).toContain('bob')
    expect((await fetch(`${served.url}/users.xlsx`)).status).toBe(401)
    expect((await fetch(`${served.url}/users.xlsx`, { headers: bearer(book.issue('analyst')) })).status).toBe(403)
  })

  test('needs a token with the right to read the configuration, a GET, and a site that exists', async () => {
    expect((await fetch(`${served.url}/users.csv`)).status).toBe(401)
    expect((await load('', 'analyst')).status).toBe(403)
    const headers = bearer(book.issue('auditor'))
    expect((await fetch(`${served.url}/users.csv`, { method: 'POST', headers })).status).toBe(405)
    expect((await errorIn(await load('?site=rome')))?.message).toBe('site: there is no site rome; register it first')
    expect((await errorIn(await load('?sites=paris')))?.message).toContain('sites: there is no such parameter')
  })
})
