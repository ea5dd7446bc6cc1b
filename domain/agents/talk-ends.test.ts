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

  test('talked as long as a row under another callid says', () => {
    expect(states(found, complete.replace('c1', 'c9')).at(-1)).toBe('22 READY')
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
