import { describe, expect, test } from 'vitest'
import { callsOf } from './calls.ts'
import { stepsOf } from './path/steps.ts'
import { callFrom, factsFrom } from './testing/read-calls.ts'

const willy = 'c3f297bd-93e1-46f6-a309-79b320acb7fb'
const harry = 'cb79f29b-f69a-4b93-85c2-49dcce119a9f'

describe('whom a call was for', () => {
  test('is the user whom the dialplan names, and what is after his name in it', () => {
    expect(
      callFrom(`
        time | event                     | id    | linked | channel        | number | name         | exten | app     | data            | extra
        0    | CHAN_START                | 100.1 |        | PJSIP/aaa-0001 | 1603   | Harry Potter | 1604  |         |                 |
        0    | WAZO_CALL_LOG_DESTINATION | 100.1 |        |                |        |              | s     |         |                 | type: user,uuid: ${willy},name: Wonka, Willy
        1    | CHAN_START                | 101.2 | 100.1  | PJSIP/bbb-0002 | 1604   | Willy Wonka  | s     | AppDial | (Outgoing Line) |
        4    | ANSWER                    | 101.2 | 100.1  |                |        |              |       |         |                 |
        4    | BRIDGE_ENTER              | 101.2 | 100.1  |                |        |              |       |         |                 | B1
        4    | BRIDGE_ENTER              | 100.1 |        |                |        |              |       |         |                 | B1
        9    | HANGUP                    | 101.2 | 100.1  |                |        |              |       |         |                 | cause=16
        9    | HANGUP                    | 100.1 |        |                |        |              |       |         |                 | cause=16
        9    | LINKEDID_END              | 100.1 |        |                |        |              |       |         |                 |
      `),
    ).toMatchObject({
      outcome: 'ANSWERED',
      destination: { kind: 'USER', id: willy, name: 'Wonka, Willy' },
      requested: null,
      missedBy: [],
    })
  })

  test.each([
    ['type: group,id: 7,label: Hotline', { kind: 'GROUP', id: '7', name: 'Hotline' }],
    ['type: queue,id: 3,name: sales', { kind: 'QUEUE', id: '3', name: 'sales' }],
    ['type: meeting,uuid: 9195,name: Meeting with Harry', { kind: 'MEETING', id: '9195', name: 'Meeting with Harry' }],
    ['type: conference,id: 1', { kind: 'CONFERENCE', id: '1', name: null }],
    ['type: satellite,id: 1', null],
    ['no pairs at all', null],
  ])('is of the kind that is told: %s', (text, destination) => {
    expect(
      callFrom(`
        time | event                     | id    | channel        | number | exten | extra
        0    | CHAN_START                | 100.1 | PJSIP/aaa-0001 | 1603   | 1900  |
        0    | WAZO_CALL_LOG_DESTINATION | 100.1 |                |        | s     | ${text}
        9    | HANGUP                    | 100.1 |                |        |       | cause=16
        9    | LINKEDID_END              | 100.1 |                |        |       |
      `).destination,
    ).toEqual(destination)
  })

  test('keeps the name of a conference, which is told before its number', () => {
    const cel = `
      time | event                     | id    | channel        | number | exten       | app        | data | extra
      0    | CHAN_START                | 100.1 | PJSIP/aaa-0001 | 1603   | 1900        |            |      |
      0    | WAZO_CONFERENCE           | 100.1 |                |        | s           |            |      |  NAME: myconference
      1    | WAZO_CALL_LOG_DESTINATION | 100.1 |                |        | s           |            |      | type: conference,id: 1
      1    | APP_START                 | 100.1 |                |        | s           | ConfBridge | 1    |
      9    | HANGUP                    | 100.1 |                |        |             |            |      | cause=16
      9    | LINKEDID_END              | 100.1 |                |        |             |            |      |
    `
    expect(callFrom(cel).destination).toEqual({ kind: 'CONFERENCE', id: '1', name: 'myconference' })
    const facts = factsFrom({ cel })
    const [call] = callsOf(facts, { restarts: [] })
    if (!call) throw new Error('the table tells no call')
    expect(stepsOf(facts, { restarts: [] }, call).filter(({ kind }) => kind === 'CONFERENCE')).toMatchObject([
      { detail: 'myconference' },
    ])
  })

  test('is a meeting also where only its name is told; its extension is no called number', () => {
    expect(
      callFrom(`
        time | event             | id    | channel        | number | exten                | extra
        0    | CHAN_START        | 100.1 | PJSIP/aaa-0001 | 1603   | wazo-meeting-91-f3   |
        0    | WAZO_MEETING_NAME | 100.1 |                |        | participant          | Meeting with Harry Potter
        9    | HANGUP            | 100.1 |                |        |                      | cause=16
        9    | LINKEDID_END      | 100.1 |                |        |                      |
      `),
    ).toMatchObject({
      destination: { kind: 'MEETING', id: null, name: 'Meeting with Harry Potter' },
      calledNumber: null,
    })
  })

  test('is nobody where the dialplan tells nothing', () => {
    expect(
      callFrom(`
        time | event        | id    | channel        | number | exten | extra
        0    | CHAN_START   | 100.1 | PJSIP/aaa-0001 | 1603   | 1604  |
        9    | HANGUP       | 100.1 |                |        |       | cause=16
        9    | LINKEDID_END | 100.1 |                |        |       |
      `),
    ).toMatchObject({ destination: null, requested: null, missedBy: [] })
  })
})

describe('a user who misses a call', () => {
  const missed = `wazo_tenant_uuid: 006a,source_user_uuid: ${harry},destination_user_uuid: ${willy},destination_exten: 1604,source_name: Gryffindor%2C%20Harry%20Potter,destination_name: Willy%20Wonka`

  test('is known although no phone of his was there, and the caller goes by the name that he has in the product', () => {
    expect(
      callFrom(`
        time | event                 | id    | channel        | number | name  | exten | extra
        0    | CHAN_START            | 100.1 | PJSIP/aaa-0001 | 1603   | harry | 1604  |
        2    | WAZO_USER_MISSED_CALL | 100.1 |                |        |       | s     | ${missed}
        3    | HANGUP                | 100.1 |                |        |       |       | cause=20
        3    | LINKEDID_END          | 100.1 |                |        |       |       |
      `),
    ).toMatchObject({
      callerName: 'Gryffindor, Harry Potter',
      callerNumber: '1603',
      destination: { kind: 'USER', id: willy, name: 'Willy Wonka' },
      missedBy: [{ at: 2_000_000, userId: willy, number: '1604', name: 'Willy Wonka' }],
    })
  })

  test('is told once, and those to whom the call was sent on follow; the first was asked for', () => {
    const other = 'destination_user_uuid: 11aa,destination_exten: 1605,source_name: Harry,destination_name: Bob'
    expect(
      callFrom(`
        time | event                     | id    | channel        | number | exten | extra
        0    | CHAN_START                | 100.1 | PJSIP/aaa-0001 | 1603   | 1604  |
        1    | WAZO_CALL_LOG_DESTINATION | 100.1 |                |        | s     | type: user,uuid: ${willy},name: Willy Wonka
        2    | XIVO_USER_FWD             | 100.1 |                |        | s     | NUM:1604,CONTEXT:default,NAME:Willy Wonka
        2    | WAZO_USER_MISSED_CALL     | 100.1 |                |        | s     | ${missed}
        2    | WAZO_USER_MISSED_CALL     | 100.1 |                |        | s     | ${missed}
        3    | WAZO_CALL_LOG_DESTINATION | 100.1 |                |        | s     | type: user,uuid: 11aa,name: Bob
        4    | XIVO_USER_FWD             | 100.1 |                |        | s     | NUM:1605,CONTEXT:default,NAME:Bob
        4    | WAZO_USER_MISSED_CALL     | 100.1 |                |        | s     | ${other}
        5    | HANGUP                    | 100.1 |                |        |       | cause=16
        5    | LINKEDID_END              | 100.1 |                |        |       |
      `),
    ).toMatchObject({
      destination: { kind: 'USER', id: '11aa', name: 'Bob' },
      requested: { number: '1604', name: 'Willy Wonka' },
      missedBy: [{ name: 'Willy Wonka' }, { name: 'Bob' }],
    })
  })

  test('keeps what is no valid encoding as it stands', () => {
    expect(
      callFrom(`
        time | event                 | id    | channel        | number | exten | extra
        0    | CHAN_START            | 100.1 | PJSIP/aaa-0001 | 1603   | 1604  |
        2    | WAZO_USER_MISSED_CALL | 100.1 |                |        | s     | source_name: ,destination_exten: 1604,destination_name: 100%
        3    | HANGUP                | 100.1 |                |        |       | cause=20
        3    | LINKEDID_END          | 100.1 |                |        |       |
      `).missedBy,
    ).toEqual([{ at: 2_000_000, userId: null, number: '1604', name: '100%' }])
  })
})

test('a call that is sent on to the outside is for nobody of the product any more, and stays as it was placed', () => {
  expect(
    callFrom(`
      time | event                     | id    | channel        | number | exten | extra
      0    | CHAN_START                | 100.1 | PJSIP/aaa-0001 | 1603   | 1604  |
      1    | WAZO_CALL_LOG_DESTINATION | 100.1 |                |        | s     | type: user,uuid: ${willy},name: Willy Wonka
      2    | XIVO_USER_FWD             | 100.1 |                |        | s     | NUM:1604,CONTEXT:default,NAME:Willy Wonka
      3    | XIVO_OUTCALL              | 100.1 |                |        | s     |
      5    | HANGUP                    | 100.1 |                |        |       | cause=16
      5    | LINKEDID_END              | 100.1 |                |        |       |
    `),
  ).toMatchObject({ destination: null, requested: { number: '1604' }, outcome: 'FORWARDED' })
})

test('a caller whom a user does not want is named, and so is the user', () => {
  const blocked = `blocked_caller_id_num: 5145552255, blocked_caller_id_name: Wazo-Test%20-%20Test, destination_user_uuid: ${harry}, blocked_number_uuid: 2d76`
  expect(
    callFrom(`
      time | event                  | id    | channel        | number     | exten | extra
      0    | CHAN_START             | 100.1 | PJSIP/trk-0001 | 5145552255 | 1603  |
      1    | WAZO_USER_BLOCKED_CALL | 100.1 |                |            | s     | ${blocked}
      3    | HANGUP                 | 100.1 |                |            |       | cause=21
      3    | LINKEDID_END           | 100.1 |                |            |       |
    `),
  ).toMatchObject({
    outcome: 'REFUSED',
    callerName: 'Wazo-Test - Test',
    destination: { kind: 'USER', id: harry, name: null },
    missedBy: [],
  })
})

test('what was asked for is told by itself where a switchboard or a group comes before the user', () => {
  expect(
    callFrom(`
      time | event                            | id    | channel        | number | exten | extra
      0    | CHAN_START                       | 100.1 | PJSIP/aaa-0001 | 1603   | 1604  |
      1    | WAZO_CALL_LOG_REQUESTED_INTERNAL | 100.1 |                |        | s     | type: queue,number: 1604,context: default,tenant_uuid: 82f6
      2    | XIVO_USER_FWD                    | 100.1 |                |        | s     | NUM:1700,CONTEXT:default,NAME:Other
      5    | HANGUP                           | 100.1 |                |        |       | cause=16
      5    | LINKEDID_END                     | 100.1 |                |        |       |
    `).requested,
  ).toEqual({ number: '1604', name: null })
})

test('of a group the member who answered stands for what was asked for, where nothing else tells it', () => {
  const answered = (rows = '') => `
      time | event                            | id    | linked | channel        | number | name            | exten | extra
      0    | CHAN_START                       | 100.1 |        | PJSIP/aaa-0001 | 1004   | Sonia           | 1500  |
      ${rows}
      1    | CHAN_START                       | 101.2 | 100.1  | Local/61dd@usersharedlines-4d;1 | 1008 | Freddie Mercury | s |
      1    | CHAN_START                       | 101.3 | 100.1  | PJSIP/bbb-0002 | 1008   | Freddie Mercury | s     |
      3    | WAZO_CALL_LOG_REQUESTED_INTERNAL | 101.2 | 100.1  |                |        |                 | s     | type: user,number: 1008,context: default,tenant_uuid: bebb
      9    | HANGUP                           | 101.3 |        |                |        |                 |       | cause=16
      9    | HANGUP                           | 101.2 |        |                |        |                 |       | cause=16
      9    | HANGUP                           | 100.1 |        |                |        |                 |       | cause=16
      9    | LINKEDID_END                     | 100.1 |        |                |        |                 |       |
    `
  expect(callFrom(answered()).requested).toEqual({ number: '1008', name: 'Freddie Mercury' })
  const forwarded = '0 | XIVO_USER_FWD | 100.1 | | | | | s | NUM:1604,CONTEXT:default,NAME:Willy Wonka'
  expect(callFrom(answered(forwarded)).requested).toEqual({ number: '1604', name: 'Willy Wonka' })
})

describe('a call that is placed for a user at all of his phones', () => {
  const half = (number: 1 | 2) => `Local/81ea@usersharedlines-00000008;${number}`

  test('is that of the phone which he took; the others that rang are his too', () => {
    const call = callFrom(`
      time | event                    | id    | linked | channel             | number    | exten | app     | data            | extra
      0    | CHAN_START               | 100.1 |        | ${half(1)}          |           | 81ea  |         |                 |
      0    | CHAN_START               | 100.2 | 100.1  | ${half(2)}          |           | 81ea  |         |                 |
      0    | WAZO_ORIGINATE_ALL_LINES | 100.2 | 100.1  |                     |           | 81ea  |         |                 | user_uuid:81ea,tenant_uuid:54eb
      1    | CHAN_START               | 101.3 | 100.1  | PJSIP/desk-0000000d | 8000      | s     | AppDial | (Outgoing Line) |
      1    | CHAN_START               | 101.4 | 100.1  | PJSIP/soft-0000000e | 8000      | s     | AppDial | (Outgoing Line) |
      4    | ANSWER                   | 101.4 | 100.1  |                     |           |       |         |                 |
      4    | ANSWER                   | 100.2 | 100.1  |                     |           |       |         |                 |
      4    | ANSWER                   | 100.1 |        |                     |           |       |         |                 |
      4    | HANGUP                   | 101.3 | 100.1  |                     |           |       |         |                 | cause=26
      4    | BRIDGE_ENTER             | 101.4 | 100.1  |                     |           |       |         |                 | B1
      4    | BRIDGE_ENTER             | 100.2 | 100.1  |                     |           |       |         |                 | B1
      5    | XIVO_OUTCALL             | 100.1 |        |                     |           | dial  |         |                 |
      5    | CHAN_START               | 105.5 | 100.1  | PJSIP/trunk-0000000f |          | s     | AppDial | (Outgoing Line) |
      8    | ANSWER                   | 105.5 | 100.1  |                     | +12345678 |       |         |                 |
      8    | BRIDGE_ENTER             | 105.5 | 100.1  |                     |           |       |         |                 | B2
      8    | BRIDGE_ENTER             | 100.1 |        |                     |           |       |         |                 | B2
      20   | HANGUP                   | 105.5 | 100.1  |                     |           |       |         |                 | cause=16
      20   | HANGUP                   | 100.1 |        |                     |           |       |         |                 | cause=16
      20   | HANGUP                   | 100.2 | 100.1  |                     |           |       |         |                 | cause=16
      20   | HANGUP                   | 101.4 | 100.1  |                     |           |       |         |                 | cause=16
      20   | LINKEDID_END             | 100.1 |        |                     |           |       |         |                 |
    `)
    expect(call).toMatchObject({ direction: 'OUTBOUND', outcome: 'ANSWERED', from: '101.4', to: '105.5', talk: 12 })
    expect(call.parties.map(({ uniqueId, role }) => [uniqueId, role])).toEqual([
      ['101.3', 'CALLER'],
      ['101.4', 'CALLER'],
      ['105.5', 'CALLEE'],
    ])
  })
})
