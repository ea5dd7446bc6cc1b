import { describe, expect, test } from 'vitest'
import { rowsFrom } from '../../queues/testing/queue-log-table.ts'
import { compareIds } from './ids.ts'
import { linksOf } from './links.ts'
import { celRowsFrom } from '../testing/cel-table.ts'

const celLinks = (event: string, extra: string) =>
  celRowsFrom(`time|event|id|linked|extra\n0|${event}|100.2|100.1|${extra}`).flatMap(linksOf)

describe('what ties rows to one contact', () => {
  test.each([
    ['CHAN_START', '', []],
    ['PICKUP', 'pickup_channel=PJSIP/1-1 pickup_channel_uniqueid=102.3', ['102.3']],
    ['BLINDTRANSFER', 'transferee_channel_uniqueid=100.9 bridge_id=B1', ['100.9']],
    ['BLINDTRANSFER', 'transferee_channel_uniqueid=N/A', []],
    ['LOCAL_OPTIMIZE', 'local_two=Local/1@x-1;2 local_two_uniqueid=101.3', ['101.3']],
    [
      'ATTENDEDTRANSFER',
      'channel2_uniqueid=130.3 transferee_channel_uniqueid=100.9 transfer_target_channel_uniqueid=130.4',
      ['130.3', '100.9', '130.4'],
    ],
    ['BRIDGE_ENTER', 'B1 softmix', []],
  ])('its uniqueid, its linkedid, and the channels that %s names: %s', (event, extra, others) => {
    expect(celLinks(event, extra)).toEqual(['100.2', '100.1', ...others])
  })

  test('one id where both are the same', () => {
    expect(celRowsFrom('time|event|id\n0|CHAN_START|100.1').flatMap(linksOf)).toEqual(['100.1'])
  })

  test.each([
    ['0 | 100.1 | sales | Agent/8001 | CONNECT | 4|100.2|3', ['100.1', '100.2']],
    ['0 | 100.1 | sales | Agent/8001 | CONNECT | 4', ['100.1']],
    ['0 | 100.1 | sales | NONE | ENTERQUEUE | |0612345678|1', ['100.1']],
    ['0 | MANAGER | sales | Agent/8001 | ADDMEMBER |', []],
  ])("queue_log's callid, and the member's channel: %s", (row, links) => {
    expect(rowsFrom(`time|callid|queue|agent|event|data\n${row}`).flatMap(linksOf)).toEqual(links)
  })

  test("the manager's fields of channels, each id once, and no bridge", () => {
    const fields = { Uniqueid: '100.1', Linkedid: '100.1', DestUniqueid: '100.2', BridgeUniqueid: 'B1', Exten: '1' }
    expect(linksOf({ at: 0, position: 1, event: 'DialBegin', fields })).toEqual(['100.1', '100.2'])
  })
})

test('ids are ordered by second, then by counter', () => {
  const ids = ['1795233079.5', '1795233078.10', '1795233078.9', '999999999.7', 'pbx2-1795233078.1', 'x', '1795233078.9']
  expect([...ids].sort(compareIds)).toEqual([
    '999999999.7',
    '1795233078.9',
    '1795233078.9',
    '1795233078.10',
    '1795233079.5',
    'pbx2-1795233078.1',
    'x',
  ])
})
