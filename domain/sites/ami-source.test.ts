import { describe, expect, test } from 'vitest'
import { stateOf } from '../kernel/decider.ts'
import type { AmiSource } from './ami-source.ts'
import { sites, type SiteCommand, type SiteEvent } from './sites.ts'

const registered: SiteEvent[] = [
  { type: 'SiteRegistered', site: 'paris', siteId: 's', displayName: 'Paris', timeZone: 'Europe/Paris' },
  { type: 'NodeRegistered', site: 'paris', node: 'pbx1', nodeId: 'n', displayName: 'PBX 1', clockZone: 'Europe/Paris' },
]
const source: AmiSource = {
  name: 'manager',
  kind: 'ami',
  host: 'pbx.example',
  port: 5039,
  tls: { ca: '/etc/ringledger/pbx-ca.pem', serverName: 'pbx' },
  user: 'ringledger',
  secretFile: '/etc/ringledger/pbx1.secret',
}
const configure = (change: Partial<AmiSource> = {}): SiteCommand => ({
  type: 'ConfigureSource',
  site: 'paris',
  node: 'pbx1',
  source: { ...source, ...change },
})
const configured: SiteEvent = { type: 'SourceConfigured', site: 'paris', node: 'pbx1', source }
const decide = (command: SiteCommand, ...history: SiteEvent[]) => sites.decide(command, stateOf(sites, history))

describe('given a node, when its manager interface is configured', () => {
  test('then it is, once', () => {
    expect(decide(configure(), ...registered)).toEqual({ accepted: true, events: [configured] })
    expect(decide(configure(), ...registered, configured)).toEqual({ accepted: true, events: [] })
    expect(decide(configure({ drop: [] }), ...registered, configured)).toMatchObject({
      events: [{ source: { drop: [] } }],
    })
  })

  test.each<[string, Partial<AmiSource> & Record<string, unknown>, string, string]>([
    ['a URL for a host', { host: 'tls://pbx:5039' }, 'source.host', 'host'],
    ['an empty host', { host: '' }, 'source.host', 'host'],
    ['port 0', { port: 0 }, 'source.port', 'port'],
    ['half a port', { port: 5038.5 }, 'source.port', 'port'],
    ['a user of two lines', { user: 'a\r\nAction: Originate' }, 'source.user', 'name'],
    ['no user', { user: '' }, 'source.user', 'name'],
    ['two places of the secret', { secretEnvironment: 'PBX_SECRET' }, 'source.secret', 'oneOf'],
    ['a relative file', { secretFile: 'secret' }, 'source.secretFile', 'path'],
    ['a relative authority', { tls: { ca: 'ca.pem' } }, 'source.tls.ca', 'path'],
    ['a drop list of patterns that are none', { drop: ['RTCP*', '*'] }, 'source.drop', 'event'],
  ])('then %s is rejected', (_, change, field, rule) => {
    expect(decide(configure(change), ...registered)).toMatchObject({ accepted: false, rejections: [{ field, rule }] })
  })

  test('then everything that is wrong is named at once', () => {
    const { secretFile: _, ...noSecret } = source
    const command = { ...configure(), source: { ...noSecret, port: -1 } } as SiteCommand
    expect(decide(command, ...registered)).toMatchObject({
      rejections: [{ field: 'source.port' }, { field: 'source.secret' }],
    })
  })

  test('then a secret given for the name of its variable is not repeated in the message', () => {
    const { secretFile: _, ...noSecret } = source
    const command = { ...configure(), source: { ...noSecret, secretEnvironment: 's3cret word' } } as SiteCommand
    const decision = decide(command, ...registered)
    expect(decision).toMatchObject({ accepted: false, rejections: [{ field: 'source.secretEnvironment' }] })
    expect(JSON.stringify(decision)).not.toContain('s3cret')
  })

  test('then an IPv6 address is a host', () => {
    expect(decide(configure({ host: '2001:db8::1' }), ...registered)).toMatchObject({ accepted: true })
  })
})

test('given a manager interface, when it is removed, then it is gone', () => {
  const remove: SiteCommand = { type: 'RemoveSource', site: 'paris', node: 'pbx1', sourceName: 'manager' }
  expect(decide(remove, ...registered, configured)).toMatchObject({ events: [{ type: 'SourceRemoved' }] })
})
