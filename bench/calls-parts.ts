import type { Opened } from '../infra/open.ts'
import { promptProjections } from '../infra/projections.ts'
import { registerPlace } from '../infra/registration.ts'
import type { CallsInput } from './calls-input.ts'
import { check, stopwatch } from './figures.ts'
import { importInto, peakMegabytes, place, timeZone, withOpened, type PartResult } from './parts.ts'

/** Rows of both files to committed events, up-to-date statistics and an up-to-date history of calls. */
export async function importCallsPart(input: CallsInput): Promise<PartResult> {
  return withOpened(async opened => {
    await registerPlace(opened.store, { ...place, timeZone, actor: 'bench' })
    const clock = stopwatch()
    const summary = await importInto(opened, { queueLog: [input.queueLog], cel: [input.cel] })
    const imported = clock.lap()
    await opened.engine.catchUp({ projections: promptProjections })
    const statistics = clock.lap()
    await opened.engine.catchUp()
    const calls = clock.lap()
    check(summary.appended === input.rows, `${summary.appended} of ${input.rows} rows were appended`)
    await checkCalls(opened, input)
    return {
      importSeconds: imported.seconds,
      statisticsSeconds: statistics.seconds,
      callsSeconds: calls.seconds,
      importCpuSeconds: imported.cpuSeconds,
      statisticsCpuSeconds: statistics.cpuSeconds,
      callsCpuSeconds: calls.cpuSeconds,
      peakMegabytes: peakMegabytes(),
    }
  })
}

/** The history of calls again from the log. */
export async function rebuildCallsPart(input: CallsInput): Promise<PartResult> {
  return withOpened(async opened => {
    const { events, seconds } = await opened.engine.rebuild('calls')
    check(events >= input.rows, `calls was rebuilt from ${events} events`)
    await checkCalls(opened, input)
    return { eventsPerSecond: events / seconds, peakMegabytes: peakMegabytes() }
  })
}

/** The read models must hold what the generator wrote, and both sources must agree on it. */
async function checkCalls({ pool }: Opened, input: CallsInput): Promise<void> {
  const { rows } = await pool.query<Record<'calls' | 'flagged' | 'transfers' | 'witnesses' | 'visits', number>>(
    `SELECT (SELECT count(*) FROM calls.call) AS calls, (SELECT count(*) FROM calls.call WHERE flags <> '{}') AS flagged,
       (SELECT count(*) FROM calls.transfer) AS transfers, (SELECT count(*) FROM calls.witness) AS witnesses,
       (SELECT count(*) FROM queue_visits.visit) AS visits`,
  )
  const [held] = rows
  check(held?.calls === input.calls, `${String(held?.calls)} calls of ${input.calls}`)
  check(held?.flagged === 0, `${String(held?.flagged)} calls are not known to the second`)
  check(held?.transfers === input.transfers, `${String(held?.transfers)} transfers of ${input.transfers}`)
  check(held?.witnesses === 0, `${String(held?.witnesses)} differences between CEL and queue_log`)
  check(held?.visits === input.entered, `${String(held?.visits)} visits of ${input.entered} entries`)
  const answered = await pool.query<{ n: number }>(
    'SELECT count(DISTINCT (call_id, unique_id)) AS n FROM calls.party WHERE agent IS NOT NULL AND talked_us IS NOT NULL',
  )
  check(
    answered.rows[0]?.n === input.connected,
    `${String(answered.rows[0]?.n)} agents who talked of ${input.connected}`,
  )
}
