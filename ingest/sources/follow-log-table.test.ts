import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { eventsOf } from '../testing/rows.ts'
import { pbxTable } from '../testing/pbx-table.ts'
import { intoLog } from '../transport/into-log.ts'
import { followLogTable } from './follow-log-table.ts'
import type { FollowerHealth } from './running-source.ts'

const pbx = pbxTable('"time" varchar(80), callid text, queuename text, agent text, event text')

/** As Asterisk writes it in Paris: the clock on the wall, without a zone. */
const insert = (client: { query(text: string): Promise<unknown> }, time: string, agent: string) =>
  client.query(
    `INSERT INTO queue_log ("time", callid, queuename, agent, event) VALUES ('${time}', 'NONE', 'q', '${agent}', 'PAUSE')`,
  )

function following(store = createMemoryEventStore()) {
  const stop = new AbortController()
  const health: FollowerHealth[] = []
  const done = followLogTable(
    {
      name: 'db.queue_log',
      table: 'queue_log',
      connect: pbx.connect,
    },
    {
      facts: intoLog(store, 'lab', 'pbx1'),
      site: 'lab',
      node: 'pbx1',
      clockZone: 'Europe/Paris',
      log: () => undefined,
      signal: stop.signal,
      report: each => void health.push(each),
    },
  )
  const times = async () =>
    (await eventsOf(store, 'queue_log')).map(
      ({ occurredAt, data }) =>
        `${(data as { agent: string }).agent} ${new Date(occurredAt / 1000).toISOString().slice(11, 19)}`,
    )
  return {
    store,
    health,
    times,
    until: (expected: readonly string[]) => expect.poll(times, { timeout: 20_000 }).toEqual(expected),
    async end() {
      stop.abort()
      await done
    },
  }
}

test('the repeated hour of autumn goes on behind a restart as it stood before it', async () => {
  await insert(pbx.pool, '2026-10-25 02:50:00.000000', 'a')
  await insert(pbx.pool, '2026-10-25 02:05:00.000000', 'b')
  const first = following()
  await first.until(['a 00:50:00', 'b 01:05:00'])
  await first.end()
  await insert(pbx.pool, '2026-10-25 02:20:00.000000', 'c')
  const second = following(first.store)
  await second.until(['a 00:50:00', 'b 01:05:00', 'c 01:20:00'])
  await second.end()
})

test('a row that commits late does not move the clock of those that were read before it', async () => {
  const slow = await pbx.begin()
  await insert(slow, '2026-10-25 01:59:00.000000', 'slow')
  await insert(pbx.pool, '2026-10-25 02:50:00.000000', 'a')
  await insert(pbx.pool, '2026-10-25 02:05:00.000000', 'b')
  const reading = following()
  await reading.until(['a 00:50:00', 'b 01:05:00'])
  await slow.query('COMMIT')
  await reading.until(['a 00:50:00', 'b 01:05:00', 'slow 23:59:00'])
  await insert(pbx.pool, '2026-10-25 02:20:00.000000', 'c')
  await reading.until(['a 00:50:00', 'b 01:05:00', 'slow 23:59:00', 'c 01:20:00'])
  await reading.end()
  await slow.end()
})

test('a name that no index takes is put into quarantine, as that of a file, and the rows behind it go on', async () => {
  await insert(pbx.pool, '2026-10-25 12:00:00', 'x'.repeat(256))
  await insert(pbx.pool, '2026-10-25 12:00:01', 'a')
  const reading = following()
  await reading.until(['a 11:00:01'])
  expect(await eventsOf(reading.store, 'quarantine')).toMatchObject([
    { data: { input: 'table queue_log', line: 1, reason: 'an id or name in it has more than 255 characters' } },
  ])
  await reading.end()
})

test('a stop does not wait for a database that does not answer', async () => {
  await insert(pbx.pool, '2026-10-25 12:00:00', 'a')
  const reading = following()
  await reading.until(['a 11:00:00'])
  const holder = await pbx.begin()
  await holder.query('LOCK TABLE queue_log IN ACCESS EXCLUSIVE MODE')
  const waiting = () =>
    holder
      .query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)
      .then(({ rowCount }) => rowCount)
  await expect.poll(waiting, { timeout: 20_000 }).toBe(1)
  await reading.end()
  expect(reading.health.at(-1)).toMatchObject({ state: 'LIVE' })
  await holder.end()
})
