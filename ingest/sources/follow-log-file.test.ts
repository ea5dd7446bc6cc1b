import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ZoneName } from '../../domain/kernel/zone.ts'
import type { FactTransport } from '../transport/fact-transport.ts'
import { followLogFile } from './follow-log-file.ts'
import type { FollowerHealth } from './running-source.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringledger-follow-'))
})
afterAll(() => rm(folder, { recursive: true }))

const nowhere: FactTransport = {
  cursor: () => Promise.resolve(undefined),
  sink: () => ({ write: () => Promise.resolve() }),
}

/** What is said of the source of a CEL file once it is read, its node being said to have the clock. */
async function healthOf(name: string, clockZone: ZoneName, lines: readonly string[]): Promise<FollowerHealth> {
  const file = { name: 'cel', kind: 'cel' as const, path: path.join(folder, name) }
  await writeFile(file.path, `${['eventtype,eventtime,uniqueid,linkedid', ...lines].join('\n')}\n`)
  const stop = new AbortController()
  const shown: FollowerHealth[] = []
  const following = followLogFile(file, {
    facts: nowhere,
    site: 'paris',
    node: 'pbx1',
    clockZone,
    signal: stop.signal,
    log: () => undefined,
    report: health => shown.push(health),
  })
  try {
    return await vi.waitFor(
      () => {
        const last = shown.findLast(({ state }) => state === 'LIVE')
        if (!last) throw new Error('not read yet')
        return last
      },
      { timeout: 30_000 },
    )
  } finally {
    stop.abort()
    await following
  }
}

/** Rows as Asterisk 22 wrote them, whose machine stands in UTC. */
const calls = [
  'CHAN_START,2026-11-30 15:25:06.120512,1796052306.121,1796052306.121',
  'CHAN_START,2026-11-30 15:25:20.091112,1796052320.124,1796052320.124',
  'CHAN_START,2026-11-30 15:25:28.411030,1796052328.127,1796052328.127',
  'CHAN_START,2026-11-30 15:25:39.082101,1796052339.130,1796052339.130',
  'CHAN_START,2026-11-30 15:25:51.374310,1796052351.133,1796052351.133',
]

test('a file whose times were written by another clock than its node is said to have is read, and shown with that', async () => {
  expect(await healthOf('wrong.csv', 'Europe/Paris', calls)).toMatchObject({
    state: 'LIVE',
    problem: expect.stringMatching(
      /wrong\.csv: its times are 1 h before the epoch seconds in its call ids \(5 of 5 compared\).* UTC\+00:00 fits\. .*registerNode \(site paris, node pbx1, clockZone\)/,
    ) as string,
  })
})

test('of one that fits nothing is said', async () => {
  expect(await healthOf('right.csv', 'UTC', calls)).toMatchObject({ state: 'LIVE', problem: null })
})
