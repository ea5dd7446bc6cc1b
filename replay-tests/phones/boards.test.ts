import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reachOfHeard } from '../../domain/agents/heard-rings.ts'
import { agentBoard, type AgentLine } from '../../api/live/agent-board.ts'
import { queueBoard, type QueueLine } from '../../api/live/queue-board.ts'
import type { ApiPorts } from '../../api/ports/api-ports.ts'
import { createReports } from '../../api/reports/reports.ts'
import { fakePorts } from '../../api/testing/fakes.ts'
import { silent } from '../../domain/kernel/log.ts'
import { microsOfIso, microsOfSeconds } from '../../domain/kernel/time.ts'
import { createPostgresEventStore } from '../../infra/event-store/postgres.ts'
import { projections } from '../../infra/projections.ts'
import { registerPlace } from '../../infra/registration.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'

const corpus = path.join(import.meta.dirname, '../corpus/asterisk-20')
const [header = '', ...queueLog] = readFileSync(path.join(corpus, 'queue_log_table.csv'), 'utf8').trim().split('\n')
const ami = gunzipSync(readFileSync(path.join(corpus, 'ami.jsonl.gz')))
  .toString('utf8')
  .trim()
  .split('\n')

/** Instants right behind an answer to QueueStatus: of one queue, of another while two ring, of all of them. */
const instants = [1795233084.13, 1795233240.18, 1795233301.481] as const

type Answer = Readonly<Record<'Event' | 'Queue' | 'Name' | 'Status' | 'Paused' | 'ActionID', string>> & {
  readonly _t: number
}

/** The newest answer to QueueStatus before the instant: how Asterisk itself saw the members. */
function membersAt(instant: number): readonly Answer[] {
  const answers = ami.flatMap(line => {
    const event = JSON.parse(line) as Answer
    return event._t <= instant && event.Event === 'QueueMember' ? [event] : []
  })
  return answers.filter(({ ActionID, _t }) => ActionID === answers.at(-1)?.ActionID && instant - _t < 1)
}

let database: TestDatabase
let ports: ApiPorts
const folder = mkdtempSync(path.join(os.tmpdir(), 'phones-'))

beforeAll(async () => {
  database = await freshDatabase('log', 'engine')
  const store = createPostgresEventStore({ pool: database.pool })
  for (const [index, instant] of instants.entries()) {
    const isPast = (line: string) =>
      (microsOfIso(`${line.split(',')[1]?.replace(' ', 'T') ?? ''}Z`) ?? 0) <= instant * 1e6
    const rows = path.join(folder, `${index}.csv`)
    writeFileSync(rows, [header, ...queueLog.filter(isPast), ''].join('\n'))
    const events = path.join(folder, `${index}.jsonl`)
    const isHeard = (line: string) => (JSON.parse(line) as Answer)._t <= instant
    writeFileSync(events, [...ami.filter(isHeard), ''].join('\n'))
    for (const [site, files] of [
      [`heard${index}`, { ami: [events] }],
      [`silent${index}`, {}],
    ] as const) {
      await registerPlace(store, { site, node: 'pbx1', timeZone: 'UTC', actor: 'test' })
      await importFiles({ store, site, node: 'pbx1', clockZone: 'UTC', queueLog: [rows], cel: [], ...files })
    }
  }
  const engine = createProjectionEngine({ pool: database.pool, store, projections, log: silent })
  const health = (await engine.catchUp()).map(({ name, version, position, deadLetters }) => ({
    name,
    version,
    position,
    deadLetters,
    state: 'UP_TO_DATE' as const,
    problem: null,
  }))
  const fakes = fakePorts(store, { reports: createReports(database.pool) })
  ports = { ...fakes, engine: { ...fakes.engine, projections: () => health } }
}, 240_000)

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

interface Boards {
  readonly agents: ReadonlyMap<string, AgentLine>
  readonly queues: ReadonlyMap<string, QueueLine>
}

async function boardsAt(site: string, instant: number): Promise<Boards> {
  const then = { ...ports, clock: () => microsOfSeconds(instant) }
  const { agents } = await agentBoard(then, 'all')
  const { queues } = await queueBoard(then, 'all', [])
  const here = <L extends { row: { site: string } }>(lines: readonly L[]) =>
    lines.filter(({ row }) => row.site === site)
  return {
    agents: new Map(here(agents).map(line => [line.row.agent, line])),
    queues: new Map(here(queues).map(line => [line.row.queue, line])),
  }
}

describe.each(instants.map((instant, index) => ({ instant, index })))('at $instant', ({ instant, index }) => {
  test('the boards with the manager interface show each member as Asterisk saw him', async () => {
    const { agents, queues } = await boardsAt(`heard${index}`, instant)
    const members = membersAt(instant)
    expect(members.length).toBeGreaterThan(1)
    for (const { Queue, Name, Status } of members) {
      const { row, phone } = agents.get(Name) ?? {}
      const label = `${Queue} ${Name} ${Status}: ${row?.state ?? ''} ${JSON.stringify(phone)}`
      const isBusy = row?.state === 'TALKING' || row?.state === 'RINGING'
      if (Status === '1') expect([phone?.state, isBusy], label).toEqual(['NOT_IN_USE', false])
      if (Status === '2') expect([phone?.state, isBusy || phone?.otherCall], label).toEqual(['IN_USE', true])
      if (Status === '6') expect([phone?.state, isBusy || phone?.otherCall], label).toEqual(['RINGING', true])
    }
    for (const queue of new Set(members.map(({ Queue }) => Queue))) {
      const free = members.filter(member => member.Queue === queue && member.Status === '1' && member.Paused === '0')
      const ready = free.filter(({ Name }) => agents.get(Name)?.row.state === 'READY')
      expect(queues.get(queue)?.staffing.available, queue).toBe(ready.length)
    }
  })

  test('without it they show what queue_log says, and with it nothing else is different', async () => {
    const heard = await boardsAt(`heard${index}`, instant)
    const without = await boardsAt(`silent${index}`, instant)
    expect([...without.agents.keys()]).toEqual([...heard.agents.keys()])
    for (const [name, { row, phone }] of without.agents) {
      expect(phone, name).toBeUndefined()
      const { row: other } = heard.agents.get(name) ?? {}
      const isMore = other?.state === 'RINGING' || (other?.state === 'TALKING' && row.state !== 'TALKING')
      const doing = isMore ? { state: other.state, since: other.since, queue: other.queue, callId: other.callId } : {}
      // When it began and how long all lasted is told to the microsecond, up to a newest row that is another one.
      const { answered, missed } = row.today
      const exact = {
        since: expect.any(Number) as number,
        today: expect.objectContaining({ answered, missed }) as object,
      }
      expect(other, name).toEqual({ ...row, ...doing, ...exact, site: `heard${index}` })
      if (!isMore) expect(Math.abs((other?.since ?? NaN) - row.since), name).toBeLessThan(reachOfHeard)
      expect(row.state, name).not.toBe('RINGING')
    }
    for (const [queue, { row, staffing }] of without.queues) {
      const other = heard.queues.get(queue)
      expect(JSON.stringify(other?.row), queue).toBe(JSON.stringify(row).replaceAll('silent', 'heard'))
      expect([staffing.otherCall, staffing.unreachable, staffing.ringing], queue).toEqual([0, 0, 0])
      expect(other?.staffing.logged, queue).toBe(staffing.logged)
      expect(other?.staffing.available ?? 0, queue).toBeLessThanOrEqual(staffing.available)
    }
  })
})
