import { describe, expect, test } from 'vitest'
import { amiCallIds, amiPacketText, amiRowOf, decodeAmiJson, type AmiRules } from './ami-fact.ts'
import { amiEvents, isKnownAmiEvent } from './ami-events.ts'
import { amiFilter, amiNoise, isEventPattern } from './ami-noise.ts'
import type { AmiFact } from './facts.ts'
import { amiKey } from './natural-key.ts'
import { sourceClock } from './source-time.ts'

const everything: AmiRules = { isDropped: () => false }
const withoutNoise: AmiRules = { isDropped: amiFilter(amiNoise) }
const decode = (row: object | string, rules = everything) =>
  decodeAmiJson(typeof row === 'string' ? row : JSON.stringify(row), sourceClock('UTC'), rules)

function factOf(row: object): AmiFact {
  const decoded = decode(row)
  if (!decoded || 'reason' in decoded) throw new Error(`no fact: ${JSON.stringify(decoded)}`)
  return decoded.fact
}

const hold = {
  _t: 1795233093.165,
  _phase: 'phase1',
  Event: 'Hold',
  Privilege: 'call,all',
  Timestamp: '1795233093.164689',
  Channel: 'PJSIP/1003-0000000d',
  Uniqueid: '1795233089.19',
  Linkedid: '1795233089.16',
}

describe('an event of a recording', () => {
  test('has the time of Asterisk, to the microsecond, and all fields by their names', () => {
    const line = JSON.stringify(hold)
    expect(decode(line)).toEqual({
      at: 1_795_233_093_164_689,
      offset: undefined,
      fact: {
        raw: line,
        event: 'Hold',
        fields: {
          Privilege: 'call,all',
          Timestamp: '1795233093.164689',
          Channel: 'PJSIP/1003-0000000d',
          Uniqueid: '1795233089.19',
          Linkedid: '1795233089.16',
        },
      },
    })
  })

  test('has the time of its receipt where Asterisk tells none, and a flag that says so', () => {
    expect(decode({ _t: 1795233076.694525, Event: 'QueueParams', Queue: 'billing' })).toMatchObject({
      at: 1_795_233_076_694_525,
      fact: { event: 'QueueParams', fields: { Queue: 'billing' }, flags: ['receivedTime'] },
    })
  })

  test('keeps every value of a repeated key', () => {
    for (const ChanVariable of [['A=1', 'B=2'], { A: 1, B: '2' }])
      expect(factOf({ ...hold, ChanVariable }).fields['ChanVariable']).toBe('A=1\nB=2')
  })

  test('is flagged when its name is not in the vocabulary, and stored all the same', () => {
    expect(factOf({ ...hold, Event: 'NeverHeardOf' }).flags).toEqual(['unknownEvent'])
    expect(factOf({ ...hold, Event: 'VarSet' }).flags).toBeUndefined()
  })

  test.each([
    ['{"Event":', 'complete JSON object'],
    ['[1]', 'no JSON object'],
    [{ _t: 1795233076 }, 'no field Event'],
    [{ ...hold, Deep: [[1]] }, 'the field "Deep" holds more than texts'],
    [`{"Event":"Hold","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'holds more than texts'],
    [{ Event: 'Hold' }, 'neither a Timestamp nor the time at which it was received'],
    [{ ...hold, Timestamp: 'yesterday' }, 'Timestamp "yesterday" is no time'],
    [{ ...hold, ...Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, ''])) }, '506 fields'],
  ])('%s is quarantined with a reason', (row, reason) => {
    expect(decode(row)).toMatchObject({ reason: expect.stringContaining(reason) as string })
  })

  test('loses its secrets: in the fields and in the text', () => {
    const { raw, fields } = factOf({ ...hold, Event: 'UserEvent', Secret: 's3cret', dbPassword: 's3cret', Pin: '1234' })
    expect(raw).not.toMatch(/s3cret|1234/)
    expect(raw).toContain('"Secret":"(withheld)"')
    expect(Object.keys(fields)).not.toContain('Secret')
    expect(JSON.stringify(fields)).not.toMatch(/s3cret|1234/)
    expect(
      amiPacketText([
        ['Event', 'UserEvent'],
        ['MD5Secret', 's3cret'],
      ]),
    ).toBe('Event: UserEvent\nMD5Secret: (withheld)')
  })

  test('loses the values of variables whose names say that they are secret', () => {
    const set = factOf({ ...hold, Event: 'VarSet', Variable: 'DB_PASSWORD', Value: 's3cret' })
    expect(set.fields).toMatchObject({ Variable: 'DB_PASSWORD', Value: '(withheld)' })
    const told = factOf({ ...hold, ChanVariable: ['A=1', 'API_SECRET=s3cret'] })
    expect(told.fields['ChanVariable']).toBe('A=1\nAPI_SECRET=(withheld)')
    expect(JSON.stringify([set, told])).not.toContain('s3cret')
    expect(factOf({ ...hold, Event: 'VarSet', Variable: 'LANGUAGE', Value: 'fr' }).fields['Value']).toBe('fr')
  })

  test('has only text that a database can hold', () => {
    expect(decode('{"_t":1,"Event":"UserEvent","Name":"a\\u0000b\\ud800"}')).toMatchObject({
      fact: { fields: { Name: 'a\u2400b\ufffd' } },
    })
  })
})

describe('noise', () => {
  test.each([
    'VarSet',
    'Newexten',
    'CEL',
    'Cdr',
    'RTCPSent',
    'RTCPReceived',
    'DTMFEnd',
    'ChallengeSent',
    'InvalidPassword',
  ])('%s is dropped when nothing else is said', event => {
    expect(decode({ ...hold, Event: event }, withoutNoise)).toBeUndefined()
  })

  test('is none of the vocabulary', () => {
    expect(Object.keys(amiEvents).filter(withoutNoise.isDropped)).toEqual([])
    expect(Object.keys(amiEvents).every(isKnownAmiEvent)).toBe(true)
  })

  test('is named by names, or their beginnings followed by *; capitals do not matter', () => {
    const drops = amiFilter(['queuemember*', 'Hold'])
    expect(['QueueMemberStatus', 'QueueMember', 'hold', 'Holding', 'QueueParams'].map(drops)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    expect(['VarSet', 'AOC-*', 'RTCP*', '*', 'a*b', '', 'a b', '1x'].map(isEventPattern)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

test('an event is found under every channel and call that it names, and under no bridge', () => {
  const event = factOf({
    ...hold,
    Event: 'LocalOptimizationBegin',
    LocalOneUniqueid: '1.1',
    LocalTwoLinkedid: '1.2',
    DestUniqueId: '1.3',
    BridgeUniqueid: 'b',
    OrigBridgeUniqueid: 'b',
    UniqueID: '1795233089.19',
    Uniqueid2: '1.4',
    TransfereeUniqueid: '',
  })
  expect(amiCallIds(event)).toEqual(['1795233089.19', '1795233089.16', '1.1', '1.2', '1.3', '1.4'])
})

test('two listeners have the same event, whatever they asked for and in whatever order they wrote it', () => {
  const other = {
    Linkedid: hold.Linkedid,
    Uniqueid: hold.Uniqueid,
    Channel: hold.Channel,
    Event: 'Hold',
    Timestamp: hold.Timestamp,
    ActionID: 'x-1',
    ChanVariable: 'A=1',
    File: 'manager.c',
  }
  expect(amiKey(factOf(other))).toBe(amiKey(factOf(hold)))
  expect(amiKey(factOf({ ...other, Channel: 'PJSIP/1004-1' }))).not.toBe(amiKey(factOf(hold)))
})

test('the interpretations read time, position, name and fields', () => {
  const fact = factOf(hold)
  const event = {
    id: 'x',
    type: 'AmiEventRecorded',
    schemaVersion: 1,
    stream: 's',
    revision: 0,
    position: 7,
    occurredAt: 5,
    recordedAt: 6,
    data: { ...fact },
  }
  expect(amiRowOf(event)).toEqual({ at: 5, position: 7, event: 'Hold', fields: fact.fields })
})
