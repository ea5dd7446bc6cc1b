import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsFrom } from './testing/queue-log-table.ts'
import { visitsOf } from './visits.ts'

test('the order in which rows arrive does not matter, only their time and place', () => {
  const rows = rowsFrom(`
    time | callid | queue   | agent      | event           | data
    0    | c1     | sales   | NONE       | DID             | 0123456001
    0    | c1     | sales   | NONE       | ENTERQUEUE      | |0612345678|1
    6    | c1     | sales   | Agent/8009 | RINGNOANSWER    | 6000
    30   | c1     | sales   | NONE       | EXITWITHTIMEOUT | 1|1|30
    30   | c1     | support | NONE       | ENTERQUEUE      | |0612345678|1
    34   | c1     | support | Agent/8001 | CONNECT         | 4|c1.2|3
    40   | c1     | support | Agent/8001 | CALLERONHOLD    | PARK
    50   | c1     | support | Agent/8001 | CALLEROFFHOLD   | PARK
    60   | c1     | support | Agent/8001 | CALLERONHOLD    | PARK
    64   | c1     | support | Agent/8001 | BLINDTRANSFER   | 3001|default|4|30|1
    64   | c1     | sales   | NONE       | ENTERQUEUE      | |0612345678|1
    70   | c1     | sales   | NONE       | ABANDON         | 1|1|6
    70   | c1     | support | Agent/8001 | WRAPUPSTART     | 5
  `)
  const expected = visitsOf(rows, { restarts: [] })
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), shuffled => {
      expect(visitsOf(shuffled, { restarts: [] })).toEqual(expected)
    }),
  )
})

test('every ENTERQUEUE is one visit, whatever rows are lost, doubled or swapped', () => {
  const events = [
    'ENTERQUEUE',
    'CONNECT',
    'COMPLETEAGENT',
    'ABANDON',
    'EXITEMPTY',
    'ATTENDEDTRANSFER',
    'RINGNOANSWER',
    'CALLERONHOLD',
  ]
  const row = fc.record({
    at: fc.integer({ min: 0, max: 20 }),
    queue: fc.constantFrom('sales', 'support'),
    agent: fc.constantFrom('Agent/8001', 'Agent/8002', 'NONE'),
    event: fc.constantFrom(...events),
    data: fc.array(fc.constantFrom('', '0', '1', '5', 'x'), { maxLength: 6 }),
  })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 25 }), fc.array(fc.integer({ min: 0, max: 25 })), (generated, restarts) => {
      const rows = generated.map((fields, index) => ({
        ...rowsFrom('time|callid|queue|agent|event|data\n0|c1|q|a|e|')[0]!,
        ...fields,
        at: fields.at * 1_000_000,
        position: index + 1,
      }))
      const { visits } = visitsOf(rows, { restarts: restarts.map(at => at * 1_000_000).sort((a, b) => a - b) })
      const entered = visits.filter(({ flags }) => !flags.includes('inferredEntry'))
      expect(entered).toHaveLength(rows.filter(({ event }) => event === 'ENTERQUEUE').length)
      expect(visits.map(({ visitNumber }) => visitNumber)).toEqual(visits.map((_, index) => index + 1))
      for (const { enteredAt, leftAt, answeredAt, endedAt, wait, talk } of visits) {
        expect(leftAt ?? enteredAt).toBeGreaterThanOrEqual(enteredAt)
        expect(endedAt ?? leftAt ?? enteredAt).toBeGreaterThanOrEqual(answeredAt ?? leftAt ?? enteredAt)
        if (wait !== null) expect(wait).toBe(leftAt! - enteredAt)
        if (talk !== null) expect(talk).toBe(endedAt! - answeredAt!)
      }
    }),
  )
})
