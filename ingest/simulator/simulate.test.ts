import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isKnownEvent } from '../../domain/pbx/queue-log-events.ts'
import { demonstrationPlan, planOf } from './plan.ts'
import type { SimulatedRow } from './rows.ts'
import { simulate, simulatorVersion } from './simulate.ts'

const monday = Date.UTC(2026, 10, 2) / 1000

function rowsOf(seed: number, count: number, plan = demonstrationPlan): SimulatedRow[] {
  const rows: SimulatedRow[] = []
  for (const row of simulate(plan, seed, monday)) {
    rows.push(row)
    if (rows.length === count) break
  }
  return rows
}

const eventsOf = (rows: readonly SimulatedRow[]): string[] => rows.map(row => row.line.split('|')[4] ?? '')

test('the same seed gives the same rows, another seed others', () => {
  expect(rowsOf(1, 2_000)).toEqual(rowsOf(1, 2_000))
  expect(rowsOf(1, 2_000)).not.toEqual(rowsOf(2, 2_000))
})

test('what a version of the simulator writes is always the same: whoever changes it raises the version', () => {
  const digest = createHash('sha1')
  let rows = 0
  for (const { line } of simulate(demonstrationPlan, 1, monday, { celFrom: monday })) {
    digest.update(`${line}\n`)
    if (++rows === 50_000) break
  }
  expect({ simulatorVersion, rows: digest.digest('hex') }).toEqual({
    simulatorVersion: 1,
    rows: '5b0b5e82adaee73f36825824de5597a004fd1c00',
  })
})

test('the demonstration moves at any hour: something is written in every ten minutes of a week', () => {
  const from = Date.UTC(2026, 10, 23) / 1000
  const quiet = new Set(Array.from({ length: 7 * 144 }, (_, index) => index))
  for (const { epoch } of simulate(demonstrationPlan, 1, from - 86_400)) {
    if (epoch >= from + 7 * 86_400) break
    quiet.delete(Math.floor((epoch - from) / 600))
  }
  expect([...quiet]).toEqual([])
})

test('rows come in order of time and look like lines of queue_log', () => {
  const rows = rowsOf(3, 20_000)
  for (const [index, row] of rows.entries()) {
    expect(row.epoch).toBeGreaterThanOrEqual(rows[index - 1]?.epoch ?? 0)
    expect(row.line).toMatch(/^\d{10}\|(NONE|MANAGER|\d{10}\.\d+)\|(NONE|[a-z0-9]+)\|(NONE|Agent\/\d+)\|[A-Z]+\|/)
  }
  expect(eventsOf(rows).filter(event => !isKnownEvent(event))).toEqual([])
})

test('a day has every kind of thing that happens in a call center', () => {
  const seen = new Set(eventsOf(rowsOf(4, 60_000)))
  for (const event of [
    'ENTERQUEUE',
    'CONNECT',
    'COMPLETEAGENT',
    'COMPLETECALLER',
    'ABANDON',
    'EXITWITHTIMEOUT',
    'EXITWITHKEY',
    'BLINDTRANSFER',
  ])
    expect(seen).toContain(event)
  for (const event of [
    'ATTENDEDTRANSFER',
    'RINGNOANSWER',
    'RINGCANCELED',
    'PAUSEALL',
    'UNPAUSEALL',
    'WRAPUPSTART',
    'AGENTCALLBACKLOGOFF',
    'CLOSED',
  ])
    expect(seen).toContain(event)
})

test('an agent is on one call at a time, and only while he is logged in', () => {
  const talking = new Map<string, string>()
  const logged = new Set<string>()
  for (const { line } of rowsOf(5, 60_000)) {
    const [, callid = '', , agent = '', event = ''] = line.split('|')
    if (event === 'AGENTCALLBACKLOGIN') logged.add(agent)
    if (event === 'AGENTCALLBACKLOGOFF') logged.delete(agent)
    if (event === 'CONNECT') {
      expect(talking.get(agent)).toBeUndefined()
      expect(logged.has(agent)).toBe(true)
      talking.set(agent, callid)
    }
    if (/^(COMPLETE|BLINDTRANSFER|ATTENDEDTRANSFER)/.test(event)) {
      expect(talking.get(agent)).toBe(callid)
      talking.delete(agent)
    }
  }
})

test('every caller who enters leaves once, unless he still waits or talks', () => {
  const stays = new Map<string, number>()
  for (const { line } of rowsOf(6, 60_000)) {
    const [, callid = '', , , event = ''] = line.split('|')
    const change = event === 'ENTERQUEUE' ? 1 : /^(COMPLETE|BLIND|ATTENDED|ABANDON|EXITWITH)/.test(event) ? -1 : 0
    stays.set(callid, (stays.get(callid) ?? 0) + change)
  }
  const open = [...stays.values()].filter(count => count !== 0)
  expect(open.every(count => count === 1)).toBe(true)
  expect(open.length).toBeLessThan(80)
})

test('a plan of any size names its queues and agents apart', () => {
  const plan = planOf({ queues: 20, agents: 150, callsPerDay: 10_000, timeZone: 'America/New_York' })
  expect(new Set(plan.queues.map(queue => queue.name)).size).toBe(20)
  expect(new Set(plan.agents.map(agent => agent.number)).size).toBe(150)
})
