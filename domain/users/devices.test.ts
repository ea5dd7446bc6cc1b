import { describe, expect, test } from 'vitest'
import { after, given, when } from '../configuration/testing/given.ts'

const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  {
    defineLine: { name: 'l1', context: 'default', number: '1000', password: 'secret12', endpoint: { sip: {} } },
  },
  { defineLine: { name: 'l2', context: 'default', password: 'secret12', endpoint: { sip: {} } } },
  { defineLine: { name: 'l3', context: 'default', number: '1003', endpoint: { custom: { interface: 'DAHDI/1' } } } },
)
const device = (mac: string, ...lines: string[]) => ({
  defineDevice: { mac, lines: lines.map((line, i) => ({ position: i + 1, line })) },
})
const mac = '00:15:65:12:34:56'

describe('a telephone', () => {
  test('is known by its hardware address, and repeated changes nothing', () => {
    expect(when(base, device(mac, 'l1'))).toEqual({ events: [`DeviceDefined ${mac}`] })
    expect(when(after(base, device(mac, 'l1')), device(mac, 'l1'))).toEqual({ events: [] })
    expect(when(base, device('001565123456'))).toEqual({ rejections: ['commands[0].defineDevice.mac mac'] })
  })

  test('has lines with a number, which keep it, and no custom ones', () => {
    expect(when(base, device(mac, 'l2'))).toEqual({ rejections: ['commands[0].defineDevice.lines[0].line number'] })
    expect(when(base, device(mac, 'l3'))).toEqual({ rejections: ['commands[0].defineDevice.lines[0].line custom'] })
    expect(when(after(base, device(mac, 'l1')), { changeLine: { name: 'l1', number: null } })).toEqual({
      rejections: ['commands[0].changeLine number'],
    })
  })

  test('has a line that no other has, and once', () => {
    const before = after(base, device(mac, 'l1'))
    expect(when(before, device('00:15:65:12:34:57', 'l1'))).toEqual({
      rejections: ['commands[0].defineDevice.lines[0].line taken'],
    })
    expect(when(before, { addDeviceLine: { device: mac, position: 2, line: 'l1' } })).toEqual({
      rejections: ['commands[0].addDeviceLine.lines[0].line taken', 'commands[0].addDeviceLine.lines[1].line taken'],
    })
    expect(when(before, { removeDeviceLine: { device: mac, position: 1 } }, device('00:15:65:12:34:57', 'l1'))).toEqual(
      { events: [`DeviceLineRemoved ${mac}`, 'DeviceDefined 00:15:65:12:34:57'] },
    )
  })
})
