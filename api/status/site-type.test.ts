import { expect, test } from 'vitest'
import { askOf, holder } from '../testing/ask.ts'
import { emptyReports } from '../testing/fakes.ts'

test('a password that somebody wrote into the address of a database is shown to nobody', async () => {
  const settings = {
    name: 'db',
    kind: 'database',
    url: 'postgres://xivo:proformatique@pbx:5432/asterisk',
    tables: ['cel'],
  } as const
  const node = {
    site: 'paris',
    node: 'pbx1',
    nodeId: 'n',
    displayName: 'PBX',
    clockZone: 'UTC',
    registeredAt: 0,
    sources: [{ name: 'db', settings, configuredAt: 0 }],
  }
  const { site, siteId, displayName, timeZone, registeredAt, demo } = (await emptyReports.sites())[0]!
  const ask = askOf({
    sites: () => Promise.resolve([{ site, siteId, displayName, timeZone, registeredAt, demo, nodes: [node] }]),
  })
  const query = '{ sites { site nodes { node sources { kind url path } } } }'
  expect((await ask(query)).data).toEqual({
    sites: [
      {
        site: 'paris',
        nodes: [
          { node: 'pbx1', sources: [{ kind: 'database', url: 'postgres://xivo@pbx:5432/asterisk', path: null }] },
        ],
      },
    ],
  })
  expect((await ask(query, {}, holder('analyst'))).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
})
