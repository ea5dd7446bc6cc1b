import { describe, expect, test } from 'vitest'
import { isoOf } from '../kernel/time.ts'
import { celEventName, celEvents } from './cel-events.ts'
import { attachedData, celExtra, namedPairs } from './cel-extra.ts'
import { celRowDecoder, decodeCelJson, isCelHeader, sampleCelColumns } from './cel-row.ts'
import { csvRecord } from './csv-record.ts'
import { sourceClock } from './source-time.ts'

const pgsql =
  'id,eventtype,eventtime,userdeftype,cid_name,cid_num,cid_ani,cid_rdnis,cid_dnid,exten,context,channame,appname,appdata,amaflags,accountcode,peeraccount,uniqueid,linkedid,userfield,peer,call_log_id,extra'
const custom =
  '"eventtype","eventtime","cidname","cidnum","ani","rdnis","dnid","exten","context","channame","appname","appdata","amaflags","accountcode","peeraccount","uniqueid","linkedid","userfield","peer","userdeftype","extra"'

const fields = (text: string) => {
  const record = csvRecord(text, ',')
  if (typeof record === 'string') throw new Error(record)
  return record
}

const decode = (columns: readonly string[], text: string) =>
  celRowDecoder(columns)(fields(text), text, sourceClock('UTC'))

function factOf(decoded: ReturnType<typeof decode>) {
  if ('reason' in decoded) throw new Error(decoded.reason)
  return { at: isoOf(decoded.at), ...decoded.fact }
}

describe('a row of CEL', () => {
  const hangup = {
    at: '2026-11-21T03:51:18.123194Z',
    eventtype: 'HANGUP',
    cid_name: 'Henri Mathieu',
    cid_num: '0610016055',
    cid_dnid: '0123456005',
    exten: '3005',
    context: 'queue',
    channame: 'PJSIP/trunk-in-00000000',
    appname: 'Queue',
    appdata: 'switchboard,tT,,,30',
    amaflags: '3',
    uniqueid: '1795233078.0',
    linkedid: '1795233078.0',
    peer: '',
    extra: '{"hangupcause":16}',
  }

  test('of the table, with an offset', () => {
    const text =
      '9,HANGUP,2026-11-21 04:51:18.123194+01,"",Henri Mathieu,0610016055,"","",0123456005,3005,queue,PJSIP/trunk-in-00000000,Queue,"switchboard,tT,,,30",3,"","",1795233078.0,1795233078.0,"","",,"{""hangupcause"":16}"'
    expect(factOf(decode(pgsql.split(','), text))).toMatchObject(hangup)
  })

  test('of cel_custom with a header of its own', () => {
    const text =
      '"HANGUP","2026-11-21 03:51:18.123194","Henri Mathieu","0610016055","","","0123456005","3005","queue","PJSIP/trunk-in-00000000","Queue","switchboard,tT,,,30","3","","","1795233078.0","1795233078.0","","","","{""hangupcause"":16}"'
    expect(factOf(decode(fields(custom), text))).toMatchObject(hangup)
  })

  test.each([
    [
      0,
      '"HANGUP","1795233078.123194","Henri Mathieu","0610016055","","","0123456005","3005","queue","PJSIP/trunk-in-00000000","Queue","switchboard,tT,,,30","3","","1795233078.0","1795233078.0","","","","{""hangupcause"":16}"',
    ],
    [
      1,
      '"HANGUP","My Literal","1795233078.123194","Henri Mathieu","0610016055","","","0123456005","3005","queue","PJSIP/trunk-in-00000000","Queue","switchboard,tT,,,30","3","","1795233078.0","1795233078.0","","","","{""hangupcause"":16}"',
    ],
    [
      2,
      '"HANGUP","HANGUP","My Literal","1795233078.123194","","Henri Mathieu","0610016055","3005","queue","PJSIP/trunk-in-00000000","Queue","switchboard,tT,,,30","3","","1795233078.0","","","","0123456005","","1795233078.0","","{""hangupcause"":16}",""',
    ],
  ])('in order %d of the sample configuration', (order, text) => {
    expect(factOf(decode(sampleCelColumns[order]!, text))).toMatchObject(hangup)
  })

  test('as JSON, with names in any case, numbers, and an object as extra', () => {
    const text = JSON.stringify({
      EventType: 'HANGUP',
      EventTime: '2026-11-21 03:51:18.123194',
      CIDName: 'Henri Mathieu',
      CIDNum: '0610016055',
      CIDdnid: '0123456005',
      Exten: '3005',
      Context: 'queue',
      ChanName: 'PJSIP/trunk-in-00000000',
      AppName: 'Queue',
      AppData: 'switchboard,tT,,,30',
      AMAFlags: 3,
      UniqueID: '1795233078.0',
      LinkedID: '1795233078.0',
      Peer: null,
      Extra: { hangupcause: 16 },
      My: 'Literal',
    })
    const decoded = decodeCelJson(text, sourceClock('UTC'))
    expect(factOf(decoded)).toMatchObject({ ...hangup, raw: text })
  })

  test('keeps nothing that a database cannot hold', () => {
    const text = String.raw`{"eventtype":"HANGUP","eventtime":"1","uniqueid":"1.1","cidname":"a\u0000b\ud800c"}`
    expect(factOf(decodeCelJson(text, sourceClock('UTC'))).cid_name).toBe('a\u2400b\ufffdc')
  })

  const small = ['eventtype', 'eventtime', 'uniqueid']
  test.each([
    ['HANGUP,1', /2 fields where 3 are named/],
    ['HANGUP,soon,1.1', /eventtime "soon" is no time/],
    [',1,1.1', /eventtype is empty/],
  ])('%s is none: it says why', (text, reason) => {
    const decoded = decode(small, text)
    expect('reason' in decoded && decoded.reason).toMatch(reason)
  })

  test.each(['{"eventtype":', '[1]', '7', 'null'])('%s is no JSON row', text => {
    expect(decodeCelJson(text, sourceClock('UTC'))).toHaveProperty('reason')
  })

  test('an unknown type is flagged; a user event under its own name is not', () => {
    expect(factOf(decode([...small, 'userdeftype'], 'SNEEZE,1,1.1,'))).toMatchObject({ flags: ['unknownEvent'] })
    expect(factOf(decode([...small, 'userdeftype'], 'MYEVENT,1,1.1,MYEVENT'))).not.toHaveProperty('flags')
    expect(factOf(decode([...small, 'userdeftype'], 'XIVO_INCALL,1,1.1,'))).not.toHaveProperty('flags')
  })

  test('an integer type is that of the enumeration', () => {
    expect(factOf(decode(small, '3,1,1.1')).eventtype).toBe('HANGUP')
    const numbers = Object.values(celEvents).flatMap(entry => ('number' in entry ? [entry.number] : []))
    expect(numbers).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
    expect(celEventName('22')).toBe('22')
  })

  test('a header is known by its time, type and uniqueid', () => {
    expect([pgsql.split(','), fields(custom), ...sampleCelColumns].map(isCelHeader)).not.toContain(false)
    expect(isCelHeader(['clid', 'src', 'dst', 'uniqueid', 'start'])).toBe(false)
  })
})

describe('extra', () => {
  const extra = (eventtype: string, json: object | string, more = {}) =>
    celExtra({
      eventtype,
      userdeftype: '',
      appname: '',
      appdata: '',
      extra: typeof json === 'string' ? json : JSON.stringify(json),
      ...more,
    })
  const channel = (name: string, uniqueid: string) => ({ name, uniqueid })

  test.each([
    [
      'HANGUP',
      { hangupcause: 26, hangupsource: '', dialstatus: 'ANSWER' },
      { cause: 26, source: undefined, dialStatus: 'ANSWER' },
    ],
    [
      'BRIDGE_ENTER',
      { bridge_id: 'b1', bridge_technology: 'simple_bridge' },
      { bridgeId: 'b1', technology: 'simple_bridge' },
    ],
    ['BRIDGE_EXIT', { bridge_id: 'b1', bridge_technology: 'native_rtp' }, { bridgeId: 'b1', technology: 'native_rtp' }],
    [
      'PARK_START',
      { parker_dial_string: 'PJSIP/1003', parking_lot: 'default' },
      { parker: 'PJSIP/1003', lot: 'default' },
    ],
    [
      'PARK_END',
      { reason: 'ParkedCallUnparked', retriever: 'PJSIP/1' },
      { reason: 'ParkedCallUnparked', retriever: 'PJSIP/1' },
    ],
    [
      'BLINDTRANSFER',
      {
        extension: '700',
        context: 'default',
        bridge_id: 'b1',
        transferee_channel_name: 'N/A',
        transferee_channel_uniqueid: 'N/A',
      },
      { extension: '700', context: 'default', bridgeId: 'b1', transferee: { name: undefined, uniqueid: undefined } },
    ],
    [
      'ATTENDEDTRANSFER',
      {
        bridge1_id: 'b1',
        channel2_name: 'c2',
        channel2_uniqueid: '1.2',
        app: 'Queue',
        transferee_channel_name: 'c3',
        transferee_channel_uniqueid: '1.3',
        transfer_target_channel_name: 'c4',
        transfer_target_channel_uniqueid: '1.4',
      },
      {
        bridgeId: 'b1',
        secondLeg: channel('c2', '1.2'),
        secondBridgeId: undefined,
        application: 'Queue',
        transferee: channel('c3', '1.3'),
        target: channel('c4', '1.4'),
      },
    ],
    ['PICKUP', { pickup_channel: 'c1', pickup_channel_uniqueid: '1.1' }, { picker: channel('c1', '1.1') }],
    ['FORWARD', { forward: '1105' }, { to: '1105' }],
    ['LOCAL_OPTIMIZE', { local_two: 'l2', local_two_uniqueid: '1.2' }, { localTwo: channel('l2', '1.2') }],
    ['LOCAL_OPTIMIZE_BEGIN', { local_two: 'l2', local_two_uniqueid: '1.2' }, { localTwo: channel('l2', '1.2') }],
    ['STREAM_BEGIN', { class: 'default' }, { sound: undefined, language: undefined, musicClass: 'default' }],
    ['DTMF', { digit: '2', duration_ms: 160 }, { digit: '2', durationMs: 160 }],
    ['MIXMONITOR_START', { filename: '/a.wav', mixmonitor_id: '0x1' }, { file: '/a.wav', mixMonitorId: '0x1' }],
    ['MIXMONITOR_STOP', { filename: '/a.wav', mixmonitor_id: '0x1' }, { file: '/a.wav', mixMonitorId: '0x1' }],
  ])('of %s', (eventtype, json, expected) => {
    expect(extra(eventtype, json)).toEqual({ event: eventtype, ...expected })
  })

  test('that was cut off by its column has no fields', () => {
    expect(extra('HANGUP', '{"hangupcause":26,"hangu')).toEqual({
      event: 'HANGUP',
      cause: undefined,
      source: undefined,
      dialStatus: undefined,
    })
  })

  test('is a text for user events, under their own name or as USER_DEFINED', () => {
    const incall = { event: 'user', name: 'XIVO_INCALL', text: '0123456005' }
    expect(extra('XIVO_INCALL', { extra: '0123456005' })).toEqual(incall)
    expect(extra('USER_DEFINED', { extra: '0123456005' }, { userdeftype: 'XIVO_INCALL' })).toEqual(incall)
    expect(extra('XIVO_INCALL', '', { appname: 'CELGenUserEvent', appdata: 'XIVO_INCALL,0123456005' })).toEqual(incall)
    expect(extra('XIVO_INCALL', '0123456005')).toEqual(incall)
    expect(extra('MYEVENT', '', { userdeftype: 'MYEVENT' })).toEqual({
      event: 'user',
      name: 'MYEVENT',
      text: undefined,
    })
  })

  test.each(['CHAN_START', 'ANSWER', 'APP_END', 'LINKEDID_END', 'HOLD', 'SNEEZE'])('%s has none', eventtype => {
    expect(extra(eventtype, '')).toEqual({ event: 'none' })
  })

  test('attached data is cut at the first =', () => {
    expect(attachedData('key=a=b')).toEqual({ key: 'key', value: 'a=b' })
    expect(attachedData('key=')).toEqual({ key: 'key', value: '' })
    expect([attachedData('=x'), attachedData('key'), attachedData('')]).toEqual([undefined, undefined, undefined])
  })

  test('pairs of XiVO and Wazo are read by name, commas inside values kept', () => {
    expect(Object.fromEntries(namedPairs('NUM:1103\\,CONTEXT:default\\,NAME:user, 1103'))).toEqual({
      NUM: '1103',
      CONTEXT: 'default',
      NAME: 'user, 1103',
    })
    expect(Object.fromEntries(namedPairs('type: user,uuid: c3f2,name: Willy Wonka'))).toEqual({
      type: 'user',
      uuid: 'c3f2',
      name: 'Willy Wonka',
    })
  })
})
