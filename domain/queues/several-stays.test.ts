import { describe, expect, test } from 'vitest'
import { visitsFrom } from './testing/read-visits.ts'

describe('several stays under one callid', () => {
  test('overflow on timeout is a visit in each queue', () => {
    expect(
      visitsFrom(`
        time | callid | queue       | agent      | event           | data
        0    | c1     | billing     | NONE       | ENTERQUEUE      | |0610087326|1
        35   | c1     | billing     | Agent/8008 | RINGNOANSWER    | 5000
        35   | c1     | billing     | NONE       | EXITWITHTIMEOUT | 1|1|35
        35   | c1     | switchboard | NONE       | ENTERQUEUE      | |0610087326|1
        39   | c1     | switchboard | Agent/8007 | CONNECT         | 4|c1.118|3
        43   | c1     | switchboard | Agent/8007 | COMPLETEAGENT   | 4|4|1
      `),
    ).toMatchObject([
      { queue: 'billing', outcome: 'TIMEOUT', wait: 35, ring: 5 },
      { queue: 'switchboard', outcome: 'ANSWERED', wait: 4, ring: 3, talk: 4 },
    ])
  })

  test('the same queue twice, answered twice, is two visits and not four', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event          | data
        0    | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        2    | c1     | sales | Agent/8001 | CONNECT        | 2|c1.2|1
        10   | c1     | sales | Agent/8001 | COMPLETEAGENT  | 2|8|1
        20   | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|2
        25   | c1     | sales | Agent/8001 | CONNECT        | 5|c1.3|1
        31   | c1     | sales | Agent/8001 | COMPLETECALLER | 5|6|2
      `),
    ).toMatchObject([
      { visitNumber: 1, wait: 2, talk: 8, hungUpBy: 'AGENT' },
      { visitNumber: 2, wait: 5, talk: 6, hungUpBy: 'CALLER' },
    ])
  })

  test('a loop on timeout in one second gives each visit its own rings', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event           | data
        0    | c1     | sales | NONE       | ENTERQUEUE      | |0612345678|1
        30   | c1     | sales | Agent/8001 | RINGNOANSWER    | 9000
        30   | c1     | sales | NONE       | EXITWITHTIMEOUT | 1|1|30
        30   | c1     | sales | NONE       | ENTERQUEUE      | |0612345678|1
        30   | c1     | sales | Agent/8001 | RINGNOANSWER    | 0
        41   | c1     | sales | NONE       | ABANDON         | 1|1|11
      `),
    ).toMatchObject([
      { outcome: 'TIMEOUT', ring: 9, wait: 30 },
      { outcome: 'ABANDONED', ring: 0, wait: 11 },
    ])
  })

  test.each([
    [
      '268 | c1 | sales | Agent/8002 | COMPLETECALLER | 1|9|1',
      '268 | c1 | support | Agent/8001 | COMPLETECALLER | 1|12|1',
    ],
    [
      '268 | c1 | support | Agent/8001 | COMPLETECALLER | 1|12|1',
      '268 | c1 | sales | Agent/8002 | COMPLETECALLER | 1|9|1',
    ],
  ])('a caller redirected by the manager talks in two queues, and both end at his hang-up', (first, second) => {
    expect(
      visitsFrom(`
        time | callid | queue   | agent      | event       | data
        255  | c1     | support | NONE       | ENTERQUEUE  | |0611441475|1
        256  | c1     | support | Agent/8001 | CONNECT     | 1|c1.476|0
        258  | c1     | sales   | NONE       | ENTERQUEUE  | |0611441475|1
        259  | c1     | sales   | Agent/8002 | CONNECT     | 1|c1.486|1
        ${first}
        ${second}
        268  | c1     | sales   | Agent/8002 | WRAPUPSTART | 3
        268  | c1     | support | Agent/8001 | WRAPUPSTART | 4
      `),
    ).toMatchObject([
      { queue: 'support', agent: 'Agent/8001', wait: 1, talk: 12, wrapUp: 4, flags: [] },
      { queue: 'sales', agent: 'Agent/8002', wait: 1, talk: 9, wrapUp: 3, flags: [] },
    ])
  })

  test('redirected into the same queue, each end finds the conversation that began when it says', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event          | data
        0    | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        1    | c1     | sales | Agent/8001 | CONNECT        | 1|c1.2|1
        10   | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        12   | c1     | sales | Agent/8001 | CONNECT        | 2|c1.3|1
        30   | c1     | sales | Agent/8001 | COMPLETECALLER | 2|18|1
        30   | c1     | sales | Agent/8001 | COMPLETECALLER | 1|29|1
      `),
    ).toMatchObject([
      { wait: 1, talk: 29, positions: [1, 2, 6] },
      { wait: 2, talk: 18, positions: [3, 4, 5] },
    ])
  })

  test('a caller who enters again without a row that says how he left was lost by then', () => {
    expect(
      visitsFrom(`
        time | callid | queue   | agent | event      | data
        0    | c1     | sales   | NONE  | ENTERQUEUE | |0612345678|1
        50   | c1     | support | NONE  | ENTERQUEUE | |0612345678|1
        60   | c1     | support | NONE  | ABANDON    | 1|1|10
      `),
    ).toMatchObject([
      { queue: 'sales', outcome: 'LOST_SYSTEM', left: null, lost: 50, wait: null, flags: ['lostEnd'] },
      { queue: 'support', outcome: 'ABANDONED', wait: 10, flags: [] },
    ])
  })

  test('of two stays without an exit, an exit belongs to the one whose wait fits', () => {
    const entries = `
      time | callid | queue | agent | event      | data
      0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
      50   | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1`
    expect(visitsFrom(`${entries}\n60 | c1 | sales | NONE | ABANDON | 1|1|10`)).toMatchObject([
      { outcome: 'LOST_SYSTEM' },
      { outcome: 'ABANDONED', wait: 10 },
    ])
    expect(visitsFrom(`${entries}\n60 | c1 | sales | NONE | ABANDON | 1|1|60`)).toMatchObject([
      { outcome: 'ABANDONED', wait: 60 },
      { outcome: 'OPEN' },
    ])
  })

  test('two equal ENTERQUEUE rows are two visits: nothing that the PBX wrote is dropped', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
        9    | c1     | sales | NONE  | ABANDON    | 1|1|9
      `),
    ).toMatchObject([{ outcome: 'LOST_SYSTEM' }, { outcome: 'ABANDONED' }])
  })

  test('a CONNECT that is there twice is one answer', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event         | data
        0    | c1     | sales | NONE       | ENTERQUEUE    | |0612345678|1
        4    | c1     | sales | Agent/8001 | CONNECT       | 4|c1.2|3
        4    | c1     | sales | Agent/8001 | CONNECT       | 4|c1.2|3
        64   | c1     | sales | Agent/8001 | COMPLETEAGENT | 4|60|1
      `),
    ).toMatchObject([{ outcome: 'ANSWERED', wait: 4, ring: 3, talk: 60, positions: [1, 2, 3, 4] }])
  })

  test('the second end of a conversation does not end another one of the agent whose end is lost', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event          | data
        0    | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        1    | c1     | sales | Agent/8001 | CONNECT        | 1|c1.2|1
        60   | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        62   | c1     | sales | Agent/8001 | CONNECT        | 2|c1.3|1
        90   | c1     | sales | Agent/8001 | COMPLETECALLER | 2|28|1
        90   | c1     | sales | Agent/8001 | COMPLETECALLER | 2|28|1
      `),
    ).toMatchObject([
      { wait: 1, talk: null },
      { wait: 2, talk: 28, flags: ['repeatedEnd'] },
    ])
  })
})
