import { expect, test } from 'vitest'
import { given, when } from '../configuration/testing/given.ts'

const server = (more = {}) => ({ defineMediaServer: { name: 'mds0', address: '192.0.2.10', ...more } })

test('there is no media server until one is defined; repeated it changes nothing', () => {
  expect(when(given(), server())).toEqual({ events: ['MediaServerDefined mds0'] })
  expect(when(given(server()), server())).toEqual({ events: [] })
})

test('a media server is called like a node', () => {
  expect(when(given(), server({ name: 'pbx.example' }))).toEqual({
    rejections: ['commands[0].defineMediaServer.name slug'],
  })
})

test('one media server is the main one', () => {
  const before = given(server({ main: true }), server({ name: 'mds1' }))
  expect(when(before, { changeMediaServer: { name: 'mds1', main: true } })).toEqual({
    rejections: ['commands[0].changeMediaServer.main unique'],
  })
  expect(
    when(
      before,
      { changeMediaServer: { name: 'mds1', main: true } },
      { changeMediaServer: { name: 'mds0', main: false } },
    ),
  ).toEqual({
    events: ['MediaServerChanged mds1: main false > true', 'MediaServerChanged mds0: main true > false'],
  })
})

test('tls and wss need a certificate and its key', () => {
  expect(when(given(), server({ transports: ['udp', 'tls'], certificateFile: '/etc/ssl/pbx.crt' }))).toEqual({
    rejections: ['commands[0].defineMediaServer.privateKeyFile together'],
  })
})

test('ports of media are a range', () => {
  expect(when(given(), server({ rtpFirstPort: 20_000, rtpLastPort: 10_000 }))).toEqual({
    rejections: ['commands[0].defineMediaServer.rtpLastPort order'],
  })
})

test('a media server with trunks on it cannot be removed', () => {
  const trunk = { defineTrunk: { name: 'isdn', mediaServer: 'mds0', endpoint: { custom: { interface: 'DAHDI/g0' } } } }
  expect(when(given(server(), trunk), { removeMediaServer: { name: 'mds0' } })).toEqual({
    rejections: ['commands[0].removeMediaServer inUse'],
  })
})

test('a deployment says where the secret of its manager interface is, in exactly one way, and never what it is', () => {
  const deployed = (ami: object) =>
    when(given(server()), { changeMediaServer: { name: 'mds0', deployment: { directory: '/srv/pbx', ami } } })
  expect(deployed({ secretFile: '/run/secrets/ami' })).toHaveProperty('events')
  expect(deployed({})).toEqual({ rejections: ['commands[0].changeMediaServer.deployment.ami.secret oneOf'] })
  expect(deployed({ secretFile: '/run/secrets/ami', secretEnvironment: 'AMI' })).toEqual({
    rejections: ['commands[0].changeMediaServer.deployment.ami.secret oneOf'],
  })
  expect(deployed({ secretEnvironment: 'not a name' })).toEqual({
    rejections: ['commands[0].changeMediaServer.deployment.ami.secretEnvironment name'],
  })
})
