import { expect, test } from 'vitest'
import { lampsToPutOut } from './mailbox-lamps.ts'

const phone = (name: string, ...settings: readonly string[]) =>
  `[${name}]\ntype = endpoint\n${settings.map(one => `${one}\n`).join('')}`
const lamp = 'mailboxes = 1000@default'

test('a lamp is put out where a phone had a mailbox and has none now', () => {
  const before = phone('a', lamp) + phone('b', lamp) + phone('c') + phone('d', lamp) + phone('gone', lamp)
  const after = phone('a') + phone('b', lamp) + phone('c') + phone('d', 'mailboxes = 1001@default') + phone('new')
  expect(lampsToPutOut(before, after)).toEqual(['a'])
})

test('addresses of record and what was never there are no phones', () => {
  const address = `[a]\ntype = aor\n${lamp}\n`
  expect(lampsToPutOut(address, phone('a'))).toEqual([])
  expect(lampsToPutOut('', phone('a'))).toEqual([])
})
