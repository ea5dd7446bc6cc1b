import fc from 'fast-check'
import { microsOfSeconds } from '../../kernel/time.ts'
import type { CallRow } from '../../queues/stays.ts'
import type { AmiRow, CelRow } from '../rows/rows.ts'

/** A handful of channels, instants and bridges: rows collide, contradict each other and lack their partners. */
export const ids = ['100.1', '100.2', '101.3', '101.4', '200.1', '200.2'] as const
const names = [
  'PJSIP/trunk-in-01',
  'PJSIP/1001-02',
  'Local/id-4@x-01;1',
  'Local/id-4@x-01;2',
  'PJSIP/1002-03',
  'PJSIP/1001-04',
]
const someId = fc.constantFrom(...ids)
export const second = fc.integer({ min: 0, max: 30 })

const extra = fc.oneof(
  fc.constantFrom(
    '',
    '{"bridge_id":"B1","bridge_technology":"simple_bridge"}',
    '{"bridge_id":"B2","bridge_technology":"softmix"}',
  ),
  fc.constantFrom(
    '{"bridge_id":"B3","bridge_technology":"holding_bridge"}',
    '{"hangupcause":16,"hangupsource":"PJSIP/1001-02"}',
    '{"cut',
  ),
  fc.tuple(someId, someId, someId).map(([one, two, three]) =>
    JSON.stringify({
      extension: '1002',
      transferee_channel_uniqueid: one,
      channel2_uniqueid: two,
      pickup_channel_uniqueid: two,
      transfer_target_channel_uniqueid: three,
      local_two_uniqueid: three,
      extra: 'recording=r1',
    }),
  ),
)

const celEvent = fc.constantFrom(
  'CHAN_START',
  'ANSWER',
  'APP_START',
  'APP_END',
  'BRIDGE_ENTER',
  'BRIDGE_ENTER',
  'BRIDGE_EXIT',
  'HANGUP',
  'CHAN_END',
  'LINKEDID_END',
  'BLINDTRANSFER',
  'ATTENDEDTRANSFER',
  'PICKUP',
  'PARK_START',
  'PARK_END',
  'LOCAL_OPTIMIZE',
  'HOLD',
  'UNHOLD',
  'STREAM_BEGIN',
  'STREAM_END',
  'XIVO_INCALL',
  'XIVO_OUTCALL',
  'ATTACHED_DATA',
  'BRIDGE_START',
  'BRIDGE_END',
)

export const celRow = fc
  .record({
    at: second,
    place: fc.integer({ min: 0, max: ids.length - 1 }),
    linked: fc.option(someId, { freq: 4 }),
    eventtype: celEvent,
    exten: fc.constantFrom('', 's', '3001'),
    appname: fc.constantFrom('', 'Queue', 'Dial', 'AppQueue', 'VoiceMail', 'ConfBridge'),
    userdeftype: fc.constantFrom('', 'MOH_STREAM_BEGIN', 'MOH_STREAM_END'),
    extra,
  })
  .map(({ at, place, linked, ...row }): Omit<CelRow, 'position'> => ({
    ...row,
    at: microsOfSeconds(at),
    uniqueid: ids[place] ?? '',
    linkedid: linked ?? ids[place] ?? '',
    channame: names[place] ?? '',
    cid_num: place === 0 ? '0612345678' : '1001',
    cid_name: '',
    cid_dnid: '',
    context: '',
    appdata: 'sales',
    accountcode: '',
    peer: names[1] ?? '',
  }))

export const queueLogRow = fc
  .record({
    at: second,
    callid: someId,
    agent: fc.constantFrom('NONE', 'Agent/8001'),
    event: fc.constantFrom(
      'ENTERQUEUE',
      'CONNECT',
      'COMPLETEAGENT',
      'ABANDON',
      'RINGNOANSWER',
      'BLINDTRANSFER',
      'CLOSED',
    ),
    data: fc.array(fc.constantFrom('', '1', '8000', '101.3'), { maxLength: 5 }),
  })
  .map(({ at, ...row }): Omit<CallRow, 'position'> => ({ ...row, at: microsOfSeconds(at), queue: 'sales' }))

export const amiRow = fc
  .record({
    at: second,
    event: fc.constantFrom('Hold', 'Unhold', 'BridgeEnter', 'BridgeLeave', 'AgentCalled', 'BlindTransfer'),
    id: someId,
    other: someId,
  })
  .map(({ at, event, id, other }): Omit<AmiRow, 'position'> => ({
    at: microsOfSeconds(at),
    event,
    fields: {
      Uniqueid: id,
      DestUniqueid: other,
      TransfererUniqueid: id,
      TransfereeUniqueid: other,
      BridgeUniqueid: 'B1',
      MemberName: 'Agent/8001',
      Queue: 'sales',
    },
  }))
