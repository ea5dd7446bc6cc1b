import { argv, cpuUsage, hrtime, stdout } from 'node:process'
import { factStream } from '../domain/pbx/facts.ts'
import type { NewEvent } from '../domain/kernel/event.ts'
import { createPool } from '../infra/postgres/pool.ts'
import { verifyLog } from '../infra/event-store/audit.ts'
import { createPostgresEventStore } from '../infra/event-store/postgres.ts'
import { emptyLog } from '../infra/event-store/testing/empty-log.ts'
import { queueLogFact, queueLogLines } from '../infra/event-store/testing/queue-log-lines.ts'

/**
 * Figures of the PostgreSQL event store: disk, append, decode, latency. Give it an empty database, it leaves it empty.
 * CPU time is that of this process, all threads; on a busy machine it tells more than the rate.
 *
 *   npx esbuild bench/event-store.ts --bundle --platform=node --format=esm --packages=external \
 *     --loader:.sql=text --outfile=dist/event-store.mjs && DATABASE_URL=postgres://... node dist/event-store.mjs [disk] [speed] [latency] [windows]
 */
const url = process.env['DATABASE_URL'] ?? ''
const pool = createPool(url)
const store = createPostgresEventStore({ pool })
const stream = factStream('paris', 'pbx1', 'queue_log')

const say = (what: string, figure: string) => stdout.write(`${what.padEnd(56)}${figure}\n`)
const secondsSince = (start: bigint) => Number(hrtime.bigint() - start) / 1e9
const rate = (count: number, seconds: number) => `${Math.round(count / seconds).toLocaleString('en')}/s`

/** Runs work on events and says how fast it was; the work tells how many there were. */
async function timed(what: string, work: () => Promise<number>): Promise<void> {
  const start = hrtime.bigint()
  const before = cpuUsage()
  const count = await work()
  const { user, system } = cpuUsage(before)
  say(what, `${rate(count, secondsSince(start))}, ${((user + system) / count).toFixed(2)} us CPU an event`)
}

const percentile = (sorted: readonly number[], share: number) =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2)
const spread = (milliseconds: number[]) => {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  return `p50 ${percentile(sorted, 0.5)}  p99 ${percentile(sorted, 0.99)}  max ${percentile(sorted, 1)} ms`
}

async function append(facts: readonly NewEvent[], batch: number, inFlight: number): Promise<number> {
  const running: Promise<unknown>[] = []
  for (let at = 0; at < facts.length; at += batch) {
    if (running.length >= inFlight) await running.shift()
    running.push(store.append([{ stream, expected: 'any', events: facts.slice(at, at + batch) }]))
  }
  await Promise.all(running)
  return facts.length
}

async function size(): Promise<number> {
  await pool.query('VACUUM log.page')
  const { rows } = await pool.query<{ bytes: number }>(
    `SELECT sum(pg_total_relation_size(c.oid))::bigint AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'log' AND c.relkind = 'r'`,
  )
  return rows[0]?.bytes ?? 0
}

async function readEverything(): Promise<number> {
  let count = 0
  for await (const page of store.readAll()) count += page.events.length
  return count
}

async function disk(lines: readonly string[]): Promise<void> {
  const facts = lines.map(queueLogFact)
  const raw = lines.reduce((sum, line) => sum + line.length + 1, 0) / lines.length
  for (const batch of [5000, 1000, 100, 10, 1]) {
    await emptyLog(pool)
    const empty = await size()
    const some = facts.slice(0, batch === 1 ? 20_000 : facts.length)
    await append(some, batch, 2)
    const bytes = ((await size()) - empty) / some.length
    say(
      `disk a fact, appended ${batch} at a time`,
      `${bytes.toFixed(1)} bytes = ${(bytes / raw).toFixed(2)} x the line (${raw.toFixed(1)})`,
    )
  }
}

async function speed(facts: readonly NewEvent[]): Promise<void> {
  await emptyLog(pool)
  for (const [batch, inFlight] of [
    [5000, 1],
    [5000, 2],
    [20_000, 1],
    [100_000, 1],
  ] as const)
    await timed(`append, ${batch} at a time, ${inFlight} in flight`, () => append(facts, batch, inFlight))
  for (let i = 0; i < 3; i++) await timed('readAll', readEverything)
  await timed('audit verify', async () => {
    const verdict = await verifyLog(pool)
    if (!verdict.ok) throw new Error(`the log was altered at ${verdict.position}: ${verdict.detail}`)
    return verdict.events
  })
}

async function latency(facts: readonly NewEvent[]): Promise<void> {
  const one = (index: number) => facts.slice(index, index + 1)
  const times: number[] = []
  for (let i = 0; i < 2000; i++) {
    const start = hrtime.bigint()
    await store.append([{ stream, expected: 'any', events: one(i) }])
    times.push(secondsSince(start) * 1000)
  }
  say('append of one event, one after the other', spread(times))

  await timed('append of one event, 64 callers at once', async () => {
    const writers = Array.from({ length: 64 }, async (_, writer) => {
      for (let i = 0; i < 100; i++) await store.append([{ stream: `w${writer}`, expected: 'any', events: one(i) }])
    })
    await Promise.all(writers)
    return 6400
  })

  const other = createPostgresEventStore({ pool: createPool(url) })
  const sent = new Map<number, bigint>()
  const seen: number[] = []
  const stop = new AbortController()
  const after = await other.lastPosition()
  const reading = (async () => {
    for await (const page of other.subscribe({ after, signal: stop.signal }))
      for (const event of page.events) {
        const at = sent.get(event.data as number)
        if (at !== undefined) seen.push(secondsSince(at) * 1000)
        if (seen.length === 5000) stop.abort()
      }
  })()
  for (let i = 0; i < 5000; i++) {
    const due = new Promise(resolve => setTimeout(resolve, 2))
    sent.set(i, hrtime.bigint())
    void store.append([{ stream: 'live', expected: 'any', events: [{ type: 'Noted', data: i, occurredAt: i }] }])
    await due
  }
  await reading
  say('append to subscription in another store, about 500/s', spread(seen))
  await other.close()
}

async function windows(): Promise<void> {
  await emptyLog(pool)
  const single = Array.from({ length: 200_000 }, (_, i) => ({
    type: i % 2 ? 'A' : 'B',
    data: i,
    occurredAt: i * 1_000_000,
    tags: [`t${i % 50_000}`],
  }))
  for (let at = 0; at < single.length; at += 20_000)
    await store.append([{ stream, expected: 'any', events: single.slice(at, at + 20_000) }])
  await pool.query('ANALYZE log.page')
  const spreadOf = async (what: string, read: () => AsyncIterable<{ events: readonly unknown[] }>) => {
    const times: number[] = []
    let found = 0
    for (let i = 0; i < 50; i++) {
      const start = hrtime.bigint()
      found = 0
      for await (const page of read()) found += page.events.length
      times.push(secondsSince(start) * 1000)
    }
    say(`200,000 pages: ${what} (${found} events)`, spread(times))
  }
  const middle = 100_000_000_000
  await spreadOf('occurredWithin of a minute', () =>
    store.readStream(stream, { occurredWithin: [middle, middle + 60_000_000] }),
  )
  await spreadOf('occurredWithin of an hour', () =>
    store.readStream(stream, { occurredWithin: [middle, middle + 3_600_000_000] }),
  )
  await spreadOf('readTagged', () => store.readTagged(['t77']))
  await spreadOf('readStream, last 10', () => store.readStream(stream, { direction: 'backwards', limit: 10 }))
  await store.append([{ stream: 'rare', expected: 'any', events: [{ type: 'Rare', data: 1, occurredAt: 1 }] }])
  await spreadOf('readAll of a rare type', () => store.readAll({ types: ['Rare'] }))
  await timed('200,000 pages of one event: readAll', readEverything)
}

async function refuseToDelete(): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>(`SELECT to_regclass('log.head') IS NOT NULL AS there`)
  if (rows[0]?.there) throw new Error('This database has a log, which measuring would delete; give an empty database')
}

await refuseToDelete()
const lines = [...queueLogLines(200_000)]
const parts: Record<string, () => Promise<void>> = {
  disk: () => disk(lines),
  speed: () => speed(lines.map(queueLogFact)),
  latency: () => latency(lines.map(queueLogFact)),
  windows,
}
for (const part of argv.length > 2 ? argv.slice(2) : Object.keys(parts)) await parts[part]?.()
await store.close()
await pool.query('DROP SCHEMA IF EXISTS log CASCADE')
await pool.end()
