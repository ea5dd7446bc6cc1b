import { silent } from '../domain/kernel/log.ts'
import { queueLogRowRecorded } from '../domain/pbx/facts.ts'
import { open, type Opened } from '../infra/open.ts'
import { projections, promptProjections } from '../infra/projections.ts'
import { registerPlace } from '../infra/registration.ts'
import { importFiles, type ImportOptions, type ImportSummary } from '../ingest/import-files.ts'
import { check } from './figures.ts'
import type { BenchInput } from './input.ts'

/** What a part that runs in a process of its own answers with. */
export interface PartResult {
  readonly [figure: string]: number
}

export const place = { site: 'bench', node: 'pbx1' }
export const timeZone = 'Europe/Paris'

/** (a) Rows of a file to committed events and up-to-date read models. */
export async function importPart(input: BenchInput): Promise<PartResult> {
  return withOpened(async opened => {
    await registerPlace(opened.store, { ...place, timeZone, actor: 'bench' })
    const started = performance.now()
    const summary = await importInto(opened, { queueLog: [input.file], cel: [] })
    const committed = performance.now()
    await opened.engine.catchUp({ projections: promptProjections })
    const upToDate = performance.now()
    const peakOfStatistics = peakMegabytes()
    await opened.engine.catchUp()
    const finished = performance.now()
    check(summary.appended === input.rows, `${summary.appended} of ${input.rows} rows were appended`)
    await checkVisits(opened, input)
    return {
      importSeconds: (committed - started) / 1000,
      statisticsSeconds: (upToDate - committed) / 1000,
      callsSeconds: (finished - upToDate) / 1000,
      peakOfStatistics,
      peakMegabytes: peakMegabytes(),
      logBytes: await logBytes(opened),
    }
  })
}

export const importInto = ({ store }: Opened, files: Pick<ImportOptions, 'queueLog' | 'cel'>): Promise<ImportSummary> =>
  importFiles({ store, ...place, clockZone: timeZone, ...files })

/** The manager interface, which others are about, is not in the generated rows. */
export const modelsOfQueueLog = projections.filter(({ handles }) => handles.includes(queueLogRowRecorded))

/** (b) Every read model of queue_log again from the log. */
export async function rebuildPart(input: BenchInput): Promise<PartResult> {
  return withOpened(async opened => {
    const figures: Record<string, number> = {}
    for (const { name } of modelsOfQueueLog) {
      const { events, seconds } = await opened.engine.rebuild(name)
      check(events >= input.rows, `${name} was rebuilt from ${events} events`)
      figures[name] = events / seconds
    }
    await checkVisits(opened, input)
    return { ...figures, peakMegabytes: peakMegabytes() }
  })
}

export async function withOpened<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await open({ dataDirectory: '.', log: silent })
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

/** The read model must hold what the generator wrote. */
async function checkVisits({ pool }: Opened, input: BenchInput): Promise<void> {
  const { rows } = await pool.query<{ visits: number; answered: number }>(
    `SELECT count(*) AS visits, count(*) FILTER (WHERE answered_us IS NOT NULL) AS answered FROM queue_visits.visit`,
  )
  check(rows[0]?.visits === input.entered, `${String(rows[0]?.visits)} visits of ${input.entered} entries`)
  check(
    rows[0]?.answered === input.connected,
    `${String(rows[0]?.answered)} answered visits of ${input.connected} answers`,
  )
}

async function logBytes({ pool }: Opened): Promise<number> {
  await pool.query('CHECKPOINT')
  const { rows } = await pool.query<{ bytes: number }>(
    `SELECT sum(pg_total_relation_size(c.oid))::bigint AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'log' AND c.relkind = 'r'`,
  )
  return rows[0]?.bytes ?? 0
}

export const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024
