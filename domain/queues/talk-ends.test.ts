import { describe, expect, test } from 'vitest'
import { visitsFrom } from './testing/read-visits.ts'

/**
 * Asterisk 22.10: 1001 has a caller of `sales`, consults `two` for an attended transfer, and the caller hangs up. The halves of the Local channel
 * are optimised away (that of the stay ends with it), 1001 and 1005 talk on until 46.114, and queue_log is silent.
 */
const consultation = `
  time                       | callid        | queue | agent      | event      | data
  2026-11-30 17:58:34        | 1796061514.12 | sales | NONE       | ENTERQUEUE | |trunk-a|1
  2026-11-30 17:58:35        | 1796061514.12 | sales | Agent/8001 | CONNECT    | 1|1796061514.14|0
  2026-11-30 17:58:37        | 1796061517.16 | two   | NONE       | ENTERQUEUE | |1001|1
  2026-11-30 17:58:38        | 1796061517.16 | two   | Agent/8005 | CONNECT    | 1|1796061517.17|1
  2026-11-30 17:58:41        | 1796061514.12 | sales | Agent/8001 | COMPLETECALLER | 1|6|1`
const found = '2026-11-30 17:58:46.114000 | 1796061517.16 | two | Agent/8005 | QueueTalkEndFound | 1796061518000000'
const complete = '2026-11-30 17:58:50 | 1796061517.16 | two | Agent/8005 | COMPLETEAGENT | 1|12|1'

/** The stay in `two`: rows of one callid make it. */
const stay = (...rows: readonly string[]) => {
  const [header, ...written] = `${consultation}\n${rows.join('\n')}`.split('\n').filter(line => line.trim() !== '')
  const own = written.filter(line => line.includes('1796061517.16 |'))
  return visitsFrom([header, ...own].join('\n'), [])[0]
}

describe('the end of a conversation that CEL tells', () => {
  test('is unknown to queue_log alone', () => {
    expect(stay()).toMatchObject({ outcome: 'ANSWERED', endedAt: null, talk: null, flags: [] })
  })

  test('counts where queue_log has none: who hung up nobody knows', () => {
    expect(stay(found)).toMatchObject({
      talk: 8.114,
      hungUpBy: 'UNKNOWN',
      flags: ['inferredEnd'],
      positions: [1, 2, 3],
    })
  })

  test('counts no more once a row tells the end, in whichever order they come', () => {
    for (const rows of [
      [found, complete],
      [complete, found],
    ])
      expect(stay(...rows)).toMatchObject({ talk: 12, hungUpBy: 'AGENT', flags: [] })
    expect(stay(complete, found)?.positions).toEqual([1, 2, 3])
  })

  test('is of the conversation that began when it says, with that agent, in that queue', () => {
    for (const other of [
      found.replace('1796061518000000', '1796061519000000'),
      found.replace('8005', '8006'),
      found.replace('| two ', '| one '),
    ])
      expect(stay(other)).toMatchObject({ endedAt: null, positions: [1, 2] })
  })

  test('does not outlive a start of the PBX', () => {
    const rows = `
      time | callid | queue | agent      | event             | data
      0    | c1     | two   | NONE       | ENTERQUEUE        | |1001|1
      4    | c1     | two   | Agent/8005 | CONNECT           | 4|c1.2|3
      60   | c1     | two   | Agent/8005 | QueueTalkEndFound | 4000000`
    expect(visitsFrom(rows, [50])).toMatchObject([{ ended: null, lost: 50, flags: ['lostEnd'] }])
    expect(visitsFrom(rows, [70])).toMatchObject([{ ended: 60, lost: null, talk: 56 }])
  })

  test('gives way to the start of the wrap-up', () => {
    const rows = `
      time | callid | queue | agent      | event             | data
      0    | c1     | two   | NONE       | ENTERQUEUE        | |1001|1
      4    | c1     | two   | Agent/8005 | CONNECT           | 4|c1.2|3
      61   | c1     | two   | Agent/8005 | WRAPUPSTART       | 10
      60   | c1     | two   | Agent/8005 | QueueTalkEndFound | 4000000`
    expect(visitsFrom(rows)).toMatchObject([{ ended: 61, wrapUp: 10 }])
  })
})
