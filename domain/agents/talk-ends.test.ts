import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callsFrom, statesFrom } from './testing/read-agents.ts'

/** As in domain/queues/talk-ends.test.ts, from the login of the agent on. */
const consultation = `
  time | callid | queue | agent      | event              | data
  0    | NONE   | NONE  | Agent/8005 | AGENTCALLBACKLOGIN | 1005@default
  10   | c1     | two   | Agent/8005 | CONNECT            | 1|c1.5|1`
const found = '18.114 | c1 | two | Agent/8005 | QueueTalkEndFound | 10000000'
const complete = '22 | c1 | two | Agent/8005 | COMPLETEAGENT | 1|12|1'
const another = '19 | c2 | two | Agent/8005 | CONNECT | 1|c2.5|0'

const states = (...rows: readonly string[]) => statesFrom(`${consultation}\n${rows.join('\n')}`, 60, 'Agent/8005')
const calls = (...rows: readonly string[]) => callsFrom(`${consultation}\n${rows.join('\n')}`, 'Agent/8005')

describe('an agent whose phone hung up without a row of queue_log, as CEL tells', () => {
  test('talks until then', () => {
    expect(states(found)).toEqual(['0 READY', '9 RINGING two c1', '10 TALKING two c1', '18.114 READY'])
    expect(calls(found)).toMatchObject([{ at: 10, outcome: 'ANSWERED', talk: 8.114 }])
  })

  test('is paused behind it when he was paused meanwhile', () => {
    const pause = '12 | NONE | NONE | Agent/8005 | PAUSEALL | lunch'
    expect(states(pause, found).slice(-2)).toEqual(['10 TALKING two c1', '18.114 PAUSED lunch'])
  })

  test('talked as long as a row says that comes yet, in whichever order they come', () => {
    for (const rows of [
      [found, complete],
      [complete, found],
    ]) {
      expect(states(...rows)).toEqual(['0 READY', '9 RINGING two c1', '10 TALKING two c1', '22 READY'])
      expect(calls(...rows)).toMatchObject([{ talk: 12 }])
    }
  })

  test('talked as long as a row under another callid says, which is no call of its own', () => {
    const elsewhere = complete.replace('c1', 'c9')
    expect(states(found, elsewhere)).toEqual(states(elsewhere))
    expect(calls(found, elsewhere)).toEqual(calls(elsewhere))
    expect(calls(elsewhere)).toMatchObject([{ at: 10, talk: 12 }])
  })

  test('had that call although the next was answered before its end was known', () => {
    expect(states(another, found)).toEqual(states(found, another))
    expect(calls(another, found)).toMatchObject([
      { at: 10, talk: 8.114 },
      { at: 19, talk: null },
    ])
  })

  test('is not known by it: neither to be logged in, nor to be alive', () => {
    const [, header] = consultation.split('\n')
    expect(statesFrom(`${header}\n${found}`, 60, 'Agent/8005')).toEqual([])
    expect(states(found.replace('10000000', '9000000'))).toEqual(states())
  })
})

/** A conversation with its end in queue_log, and one in CEL that is earlier or later. */
const toldTwice = fc.record({
  /** From answer to answer: within 2 s an end under another callid could be that of either. */
  after: fc.integer({ min: 3, max: 40 }),
  talk: fc.integer({ min: 0, max: 30 }),
  found: fc.double({ min: 0, max: 40, noNaN: true }),
  ghost: fc.boolean(),
  end: fc.constantFrom('COMPLETEAGENT', 'BLINDTRANSFER', 'ATTENDEDTRANSFER'),
  wrapUp: fc.boolean(),
})

/** Of no more at once: of earlier ones an agent's state remembers no end. */
test('what CEL tells has no say where queue_log tells the end', () => {
  fc.assert(
    fc.property(fc.array(toldTwice, { minLength: 1, maxLength: 3 }), all => {
      const rows: string[] = []
      const ofCel: string[] = []
      let answered = 0
      for (const [index, { after, talk, found, ghost, end, wrapUp }] of all.entries()) {
        answered += after
        const at = answered + talk
        const row = (seconds: number, callid: string, event: string, data: string) =>
          `${seconds} | ${callid} | two | Agent/8005 | ${event} | ${data}`
        const [callid, endId] = [`c${index}`, ghost ? `ghost${index}` : `c${index}`]
        const lengths = end === 'COMPLETEAGENT' ? `1|${talk}|1` : `x|y|1|${talk}|1`
        rows.push(row(answered, callid, 'CONNECT', `1|${callid}.1|1`), row(at, endId, end, lengths))
        if (wrapUp) rows.push(row(at, endId, 'WRAPUPSTART', '2'))
        const foundAt = answered + Math.round(found * 1e6) / 1e6
        ofCel.push(row(foundAt, callid, 'QueueTalkEndFound', `${answered * 1_000_000}`))
      }
      const [header, login] = consultation.split('\n').slice(1, 3)
      const table = (...more: readonly string[]) => [header, login, ...rows, ...more].join('\n')
      const read = (written: string) => ({
        states: statesFrom(written, answered + 200, 'Agent/8005'),
        calls: callsFrom(written, 'Agent/8005'),
      })
      expect(read(table(...ofCel))).toEqual(read(table()))
    }),
    { numRuns: 300 },
  )
})
