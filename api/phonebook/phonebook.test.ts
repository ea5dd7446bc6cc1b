import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Identity, Role } from '../../domain/access/identity.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts, tokenBook } from '../testing/fakes.ts'
import { sheetsIn } from '../exports/xlsx/testing/read.ts'
import { bearer, serve, type Served } from '../testing/serve.ts'

const book = tokenBook()
const ports = fakePorts(createMemoryEventStore(), { reports: { ...emptyReports, ...book.reports } })
const ask = asker(ports)
let served: Served

const importing = (csv: string, more = {}) =>
  ask(
    `mutation ($input: ImportPhonebookInput!) { importPhonebook(input: $input) {
      accepted changes problems { column rule } rows { line entry outcome problems { column } } } }`,
    { input: { csv, ...more } },
  )

const file =
  'title|displayname|society|mobilenumber\nms|"Élodie | Dupont"|Acme|0612345678\nmr|Jean Dupond||0472101112\n'

beforeAll(async () => {
  served = await serve(ports)
})
afterAll(() => served.stop())

test('a file is imported, found by search and number, and comes back as it was', async () => {
  expect((await importing(file)).data).toEqual({
    importPhonebook: {
      accepted: true,
      changes: 2,
      problems: [],
      rows: [
        { line: 2, entry: 'elodie-dupont', outcome: 'CREATED', problems: [] },
        { line: 3, entry: 'jean-dupond', outcome: 'CREATED', problems: [] },
      ],
    },
  })
  const analyst = holder('analyst')
  const found = await ask(
    '{ phonebook(search: "elodie") { edges { node { source displayName numbers { kind number } } } } reverseLookup(number: "+33 6 12 34 56 78") { key } }',
    {},
    analyst,
  )
  expect(found.data).toEqual({
    phonebook: {
      edges: [
        {
          node: {
            source: 'PHONEBOOK',
            displayName: 'Élodie | Dupont',
            numbers: [{ kind: 'MOBILE', number: '0612345678' }],
          },
        },
      ],
    },
    reverseLookup: { key: 'elodie-dupont' },
  })
  const response = await fetch(`${served.url}/phonebook.csv`, { headers: bearer(book.issue('auditor')) })
  const exported = await response.text()
  expect(exported.split('\r\n')[1]).toMatch(/^ms\|"Élodie \| Dupont"\|/)
  expect((await importing(exported)).data).toMatchObject({ importPhonebook: { changes: 0 } })
  const spreadsheet = await fetch(`${served.url}/phonebook.xlsx`, { headers: bearer(book.issue('auditor')) })
  const { phonebook: [, entry = []] = [] } = await sheetsIn(new Uint8Array(await spreadsheet.arrayBuffer()))
  expect(entry.slice(0, 2)).toEqual(['ms', 'Élodie | Dupont'])
})

test('pages go on where the one before ended', async () => {
  const page = async (after = '') =>
    (
      await ask(
        `{ phonebook(search: "dupon", first: 1${after}) { edges { node { key } } pageInfo { endCursor hasNextPage } } }`,
      )
    ).data?.['phonebook'] as {
      edges: { node: { key: string } }[]
      pageInfo: { endCursor: string; hasNextPage: boolean }
    }
  const first = await page()
  const second = await page(`, after: "${first.pageInfo.endCursor}"`)
  expect([first, second].flatMap(({ edges }) => edges.map(({ node }) => node.key))).toEqual([
    'elodie-dupont',
    'jean-dupond',
  ])
  expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false])
})

test('one wrong row keeps the file from being applied, and a broken file is no phonebook', async () => {
  const { data } = await importing('displayname|officenumber\nA|12 34\nB|0611111111\n')
  expect(data).toMatchObject({ importPhonebook: { accepted: false, changes: 0 } })
  expect((await importing('displayname|email\nA|"x\n')).errors?.[0]?.message).toContain(
    'a quote is opened and never closed',
  )
})

test('who sees nothing of a site does not see its phonebook', async () => {
  const supervisor = holder('supervisor', { queues: ['lyon/*'] })
  const { errors } = await ask(
    '{ phonebook(search: "dupont", site: "paris") { edges { node { key } } } }',
    {},
    supervisor,
  )
  expect(errors?.[0]?.message).toContain('there is no site "paris" that you may see')
})

describe('where contexts are separated', () => {
  const asked = asker(fakePorts(createMemoryEventStore()))
  const found = (forUser = '') => `{ phonebook(search: "martin"${forUser}) { edges { node { key } } } }`
  const keysIn = (answer: Awaited<ReturnType<typeof asked>>) =>
    (answer.data?.['phonebook'] as { edges: { node: { key: string } }[] } | null)?.edges.map(({ node }) => node.key)
  const person = (role: Role, user: string): Identity => ({
    ...holder(role, { queues: 'all', agents: 'all' }),
    person: { site: 'paris', user, login: user, name: user },
  })

  beforeAll(async () => {
    const line = (name: string, context: string) =>
      `{ defineLine: { name: "${name}", context: "${context}", password: "secret01", endpoint: { sip: {} } } }`
    const user = (name: string, own: string) =>
      `{ defineUser: { user: "${name}", firstName: "${name}", lastName: "Martin", lines: ["${own}"] } }`
    const { data } = await asked(`mutation { applyChangeSet(input: { commands: [
      { defineContext: { name: "north", displayName: "North" } }, { defineContext: { name: "south", displayName: "South" } },
      ${line('n1', 'north')}, ${line('s1', 'south')}, ${user('ann', 'n1')}, ${user('carol', 's1')},
      { changeDirectorySettings: { contextsSeparation: true } }
    ] }) { rejections { message } } }`)
    expect(data).toEqual({ applyChangeSet: { rejections: [] } })
  })

  test('who has signed in finds the users of his context, an administrator all of them', async () => {
    expect(keysIn(await asked(found(), {}, person('supervisor', 'ann')))).toEqual(['ann'])
    expect(keysIn(await asked(found(), {}, person('administrator', 'ann')))).toEqual(['ann', 'carol'])
    expect(keysIn(await asked(found(), {}, holder('analyst')))).toEqual(['ann', 'carol'])
  })

  test('an administrator sees whom a user finds; others look as themselves only', async () => {
    expect(keysIn(await asked(found(', forUser: "carol"')))).toEqual(['carol'])
    expect(keysIn(await asked(found(', forUser: "ann"'), {}, person('supervisor', 'ann')))).toEqual(['ann'])
    for (const identity of [person('supervisor', 'ann'), holder('analyst')])
      expect((await asked(found(', forUser: "carol"'), {}, identity)).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await asked(found(', forUser: "nobody"'))).errors?.[0]?.message).toBe('forUser: there is no user nobody')
  })
})
