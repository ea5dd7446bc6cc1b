import { expect, test } from 'vitest'
import { amiEventRecorded, celRowRecorded, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { intakeOf } from './intake.ts'

const recorded = (type: string, data: object): RecordedEvent =>
  ({ type, data, occurredAt: 1_000_000, position: 1, site: 'paris', node: 'pbx1' }) as unknown as RecordedEvent

const queueLogRow = (callid: string) =>
  recorded(queueLogRowRecorded, { callid, queue: 'sales', agent: 'Agent/1', event: 'RINGNOANSWER', data: ['1000'] })

const celRow = (uniqueid: string, linkedid: string, eventtype = 'ANSWER', extra = '') =>
  recorded(celRowRecorded, { eventtype, uniqueid, linkedid, extra, userdeftype: '', appname: '', appdata: '' })

test('a row of queue_log that names no call belongs to none: two of them are not one nameless call', () => {
  for (const callid of ['NONE', 'MANAGER', '', 'x'.repeat(200)]) expect(intakeOf(queueLogRow(callid))).toBeUndefined()
  expect(intakeOf(queueLogRow('1795233102.41'))?.keys).toEqual(['1795233102.41'])
})

test('a row of CEL ties its channel to its linkedid and to the channels that it names, as far as they can be channels', () => {
  expect(intakeOf(celRow('100.2', '100.1'))?.keys).toEqual(['100.2', '100.1'])
  expect(intakeOf(celRow('100.1', '100.1'))?.keys).toEqual(['100.1'])
  expect(intakeOf(celRow('100.1', ''))?.keys).toEqual(['100.1'])
  expect(intakeOf(celRow('100.1', 'x'.repeat(200)))?.keys).toEqual(['100.1'])
  expect(intakeOf(celRow('', '100.1'))).toBeUndefined()
  const extra = '{"pickup_channel":"PJSIP/1001-1","pickup_channel_uniqueid":"100.7"}'
  expect(intakeOf(celRow('100.2', '100.1', 'PICKUP', extra))?.keys).toEqual(['100.2', '100.1', '100.7'])
})

test('of the events of a dialplan those for sheets tell of a call', () => {
  const told = (name: string) =>
    intakeOf(
      recorded(amiEventRecorded, { event: 'UserEvent', fields: { UserEvent: name, Uniqueid: '100.1', VARIABLE: 'x' } }),
    )
  expect(told('dialplan2cti')?.keys).toEqual(['100.1'])
  expect(told('Did')).toBeUndefined()
})
