import { describe, expect, test } from 'vitest'
import { visitsFrom } from './testing/read-visits.ts'

describe('transfers', () => {
  test('a blind transfer to another queue is one call with two visits', () => {
    expect(
      visitsFrom(`
        time | callid | queue   | agent      | event         | data
        0    | c1     | sales   | NONE       | ENTERQUEUE    | |0612345678|1
        4    | c1     | sales   | Agent/8001 | CONNECT       | 4|c1.2|3
        64   | c1     | sales   | Agent/8001 | BLINDTRANSFER | 3002|default|4|60|1
        64   | c1     | support | NONE       | ENTERQUEUE    | |0612345678|1
        71   | c1     | support | NONE       | ABANDON       | 1|1|7
      `),
    ).toMatchObject([
      {
        queue: 'sales',
        visitNumber: 1,
        outcome: 'ANSWERED',
        wait: 4,
        talk: 60,
        hungUpBy: 'UNKNOWN',
        transfer: { kind: 'BLIND', to: '3002', context: 'default', method: null },
      },
      { queue: 'support', visitNumber: 2, outcome: 'ABANDONED', wait: 7, transfer: null },
    ])
  })

  test('a blind transfer back to the same queue keeps both visits apart, whichever row is first', () => {
    const rows = [
      '0  | c1 | sales | NONE       | ENTERQUEUE     | |0612345678|1',
      '4  | c1 | sales | Agent/8001 | CONNECT        | 4|c1.2|3',
      '64 | c1 | sales | NONE       | ENTERQUEUE     | |0612345678|1',
      '64 | c1 | sales | Agent/8001 | BLINDTRANSFER  | 3001|default|4|60|1',
      '70 | c1 | sales | Agent/8001 | CONNECT        | 6|c1.3|3',
      '80 | c1 | sales | Agent/8001 | COMPLETECALLER | 6|10|1',
    ]
    const swapped = [rows[0], rows[1], rows[3], rows[2], rows[4], rows[5]]
    for (const order of [rows, swapped])
      expect(visitsFrom(['time | callid | queue | agent | event | data', ...order].join('\n'))).toMatchObject([
        { visitNumber: 1, outcome: 'ANSWERED', wait: 4, talk: 60, transfer: { kind: 'BLIND' } },
        { visitNumber: 2, outcome: 'ANSWERED', wait: 6, talk: 10, hungUpBy: 'CALLER', transfer: null },
      ])
  })

  test('TRANSFER of Asterisk up to 11 is a blind transfer, in 1.2 without lengths', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event      | data
        0    | c1     | sales | NONE       | ENTERQUEUE | |0612345678
        4    | c1     | sales | Agent/8001 | CONNECT    | 4
        64   | c1     | sales | Agent/8001 | TRANSFER   | 3002|default
      `),
    ).toMatchObject([{ talk: 60, transfer: { kind: 'BLIND', to: '3002' }, entryPosition: null }])
  })

  test.each([
    ['BRIDGE|a8dc9f69-6b74-4b3e-84bc-a28cb557110b|5|6|1', { method: 'BRIDGE', to: null }],
    ['APP|Queue|5|6|1', { method: 'APP', to: 'Queue' }],
    ['LINK|Local/_attended@transfer-12;1|Local/_attended@transfer-12;2|5|6|1', { method: 'LINK', to: null }],
  ])('an attended transfer names its method: %s', (data, transfer) => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event            | data
        0    | c1     | sales | NONE       | ENTERQUEUE       | |0612345678|1
        5    | c1     | sales | Agent/8001 | CONNECT          | 5|c1.2|3
        11   | c1     | sales | Agent/8001 | ATTENDEDTRANSFER | ${data}
      `),
    ).toMatchObject([{ talk: 6, transfer: { kind: 'ATTENDED', context: null, ...transfer } }])
  })
})
