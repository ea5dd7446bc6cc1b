import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stepsOf } from '../../domain/calls/path/steps.ts'
import { callsFrom, factsFrom, historyOf } from '../../domain/calls/testing/read-calls.ts'
import { callCenter } from '../../domain/pbx-files/dialplan/testing/call-center.ts'
import { readDialplan } from '../../domain/pbx-files/dialplan/testing/read-dialplan.ts'
import { renderFiles } from '../../domain/pbx-files/render.ts'
import { contentOf, renderingOf } from '../../domain/pbx-files/testing/sample-configurations.ts'
import { append, reporting, type Reporting } from '../../projections/xivo-stats/testing/reporting.ts'

/** A call from outside to a queue whose schedule is closed and sends to a mailbox. */
const closed = {
  cel: `
    time | event           | id    | channel           | number     | exten      | app       | data         | extra
    0    | CHAN_START      | 100.1 | PJSIP/trunk-in-01 | 0612345678 | 0140000001 |           |              |
    0    | XIVO_INCALL     | 100.1 |                   |            | s          |           |              | 0140000001
    0    | SCHEDULE_CLOSED | 100.1 |                   |            | s          |           |              | schedule=office,queue=sales
    1    | APP_START       | 100.1 |                   |            | s          | VoiceMail | 1000@default |
    1    | ANSWER          | 100.1 |                   |            | s          | VoiceMail | 1000@default |
    20   | APP_END         | 100.1 |                   |            | s          | VoiceMail | 1000@default |
    20   | HANGUP          | 100.1 |                   |            |            |           |              | cause=16
    20   | LINKEDID_END    | 100.1 |                   |            |            |           |              |`,
  queueLog: `
    time | callid | queue | agent | event  | data
    0    | 100.1  | sales | NONE  | CLOSED |`,
}

describe('pbx-configuration §20: a call to a closed queue', () => {
  let read: Reporting
  beforeAll(async () => {
    read = await reporting(store => append(store, closed))
  })
  afterAll(() => read.drop())

  test('is sent by the dialplan to the destination of the schedule behind one row CLOSED, and never comes to Queue()', () => {
    const content = contentOf(renderFiles(renderingOf(callCenter(), 'main')), 'extensions.conf')
    const steps = (readDialplan(content).get('queue~sales')?.extensions.get('s') ?? []).map(
      ({ application, arguments: text }) => `${application}(${text})`,
    )
    const asked = steps.indexOf('GotoIf($["${XIVO_SCHEDULE_STATUS}" = "opened"]?opened)')
    expect(steps.slice(asked + 1, asked + 4)).toEqual([
      'QueueLog(sales,${UNIQUEID},NONE,CLOSED)',
      'CELGenUserEvent(SCHEDULE_CLOSED,schedule=office,queue=sales)',
      'Goto(schedule~office,${XIVO_SCHEDULE_CASE},1)',
    ])
    expect(steps.slice(0, asked).filter(step => /^Queue(Log)?\(/.test(step))).toEqual([
      'QueueLog(sales,${UNIQUEID},NONE,DID,${XIVO_DSTNUM})',
    ])
  })

  test('has the status closed, no entry, and is counted as closed once', async () => {
    expect(await read.query('SELECT callid, status::text, answer_time FROM xivo_stats.call_on_queue')).toEqual([
      { callid: '100.1', status: 'closed', answer_time: null },
    ])
    expect(
      await read.query(
        'SELECT sum(closed)::int AS closed, sum(total)::int AS total FROM xivo_stats.stat_queue_periodic',
      ),
    ).toEqual([{ closed: 1, total: 0 }])
  })

  test('goes on in its history to where the schedule sent it', () => {
    const facts = factsFrom(closed)
    const [call] = callsFrom(closed)
    expect(call).toMatchObject({ queues: ['sales'], outcome: 'VOICEMAIL' })
    const steps = call ? stepsOf(facts, historyOf(closed), call) : []
    expect(steps.map(({ kind, detail }) => `${kind} ${detail ?? ''}`.trim())).toEqual([
      'DIALLED 0140000001',
      'REFUSED sales CLOSED',
      'VOICEMAIL 1000@default',
      'HANGUP SYSTEM',
    ])
  })
})
