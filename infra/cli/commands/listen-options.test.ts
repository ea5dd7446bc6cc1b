import { afterEach, expect, test, vi } from 'vitest'
import { hostOf, portOf } from './listen-options.ts'

afterEach(() => vi.unstubAllEnvs())

test('it is this machine alone and port 8420, unless option or environment say something else', () => {
  for (const name of ['RINGLEDGER_HOST', 'RINGLEDGER_PORT', 'PORT']) vi.stubEnv(name, undefined)
  expect([hostOf({}), portOf({})]).toEqual(['127.0.0.1', 8420])
  vi.stubEnv('RINGLEDGER_HOST', '0.0.0.0')
  vi.stubEnv('PORT', '8000')
  expect([hostOf({}), portOf({})]).toEqual(['0.0.0.0', 8000])
  vi.stubEnv('RINGLEDGER_PORT', '8001')
  expect(portOf({})).toBe(8001)
  expect([hostOf({ host: '::1' }), portOf({ port: '0' })]).toEqual(['::1', 0])
})

test('a variable that is set to nothing opens the server to nobody, and moves it to no other port', () => {
  for (const name of ['RINGLEDGER_HOST', 'RINGLEDGER_PORT', 'PORT']) vi.stubEnv(name, '')
  expect([hostOf({}), portOf({})]).toEqual(['127.0.0.1', 8420])
})

test('an option without a value, and what is no port, is said to be wrong', () => {
  expect(() => hostOf({ host: '' })).toThrow('--host: an address is needed')
  for (const port of ['', ' ', '65536', '-1', '80.5', '0x50', 'http'])
    expect(() => portOf({ port })).toThrow(`--port ${port}: a port from 0`)
})
