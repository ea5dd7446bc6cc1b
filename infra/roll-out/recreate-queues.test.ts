import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import { rollOutStream, type RollOutEvent } from '../../domain/roll-out/events.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { startFakeAsterisk, type FakeAsterisk } from '../pbx/testing/fake-asterisk.ts'
import { hurriedTimers } from '../pbx/testing/hurried-timers.ts'
import { rollOut, type RollOutTools } from './roll-out.ts'
import { startRollOut } from './start.ts'
import { Crash, crashingSteps, moments, type CrashPoint, type Memory } from './testing/crashing.ts'

const queueFiles = (strategy: string): readonly RenderedFile[] => [
  {
    path: 'queues.conf',
    content: `[general]\nautofill = no\n\n[sales]\nstrategy = ${strategy}\nmember => PJSIP/boss,0\n`,
  },
]

let asterisk: FakeAsterisk
let store: EventStore
let files: readonly RenderedFile[]

beforeEach(async () => {
  asterisk = await startFakeAsterisk(hurriedTimers)
  store = createMemoryEventStore({ now: () => 1 })
})
afterEach(() => asterisk.stop())

const tools = (): RollOutTools => ({
  store,
  target: () => Promise.resolve({ asteriskVersion: '20', files, pbx: asterisk.pbx }),
  reloadOf: () => ({ module: 'app_queue.so' }),
  takeInPins: () => Promise.resolve([]),
  clock: () => 1,
})

async function rolledOut(rollOutId: string, of: readonly RenderedFile[], crash?: CrashPoint): Promise<void> {
  files = of
  const name = { site: 'paris', node: 'pbx1', rollOutId }
  await startRollOut(
    store,
    { start: () => Promise.resolve() },
    {
      ...name,
      position: 5,
      files,
      overwriteDrift: false,
      actor: 'ann',
      occurredAt: 1,
    },
  )
  const memory: Memory = new Map()
  if (crash) {
    const crashed = await rollOut(crashingSteps(memory, [], crash), name, tools()).catch((error: unknown) => error)
    expect(crashed).toBeInstanceOf(Crash)
    expect(crashed).toMatchObject({ step: 'recreate queues' })
  }
  await rollOut(crashingSteps(memory, []), name, tools())
}

async function last(): Promise<RollOutEvent | undefined> {
  const all: RollOutEvent[] = []
  for await (const { events } of store.readStream(rollOutStream('paris', 'pbx1')))
    all.push(...events.map(({ data }) => data as unknown as RollOutEvent))
  return all.at(-1)
}

const loggedIn = async (...agents: readonly string[]) => {
  for (const agent of agents)
    await asterisk.pbx.act([
      {
        do: 'addMember',
        queue: 'sales',
        interface: `Local/id-${agent}@agentcallback`,
        name: `Agent/${agent}`,
        stateInterface: `PJSIP/${agent}`,
        penalty: 2,
        pause: agent === '1001' ? { reason: 'lunch' } : null,
      },
    ])
}
const members = async () => (await asterisk.pbx.queues()).find(({ name }) => name === 'sales')?.members
const generation = async () => (await asterisk.pbx.read()).generation

describe('a queue that shall ring its members in their order', () => {
  test('is made anew, and has the members back that had come by themselves, in their order, paused as they were', async () => {
    await rolledOut('a', queueFiles('rrmemory'))
    await loggedIn('9001', '1001')
    const rows = asterisk.queueLog.length
    const reloads = asterisk.reloads().length
    await rolledOut('b', queueFiles('linear'))
    expect(asterisk.reloads().slice(reloads)).toEqual(['app_queue.so', 'app_queue.so', 'app_queue.so'])
    expect(asterisk.queueLog.slice(rows)).toEqual(['Agent/9001|ADDMEMBER|', 'Agent/1001|ADDMEMBER|PAUSED'])
    expect(await members()).toMatchObject([
      { interface: 'PJSIP/boss', isStatic: true },
      { name: 'Agent/9001', penalty: 2, stateInterface: 'PJSIP/9001', paused: false },
      { name: 'Agent/1001', penalty: 2, paused: true, pauseReason: 'lunch' },
    ])
    expect(await generation()).toMatch(/^2-[^-]*$/)
    expect(await last()).toMatchObject({ type: 'ConfigurationApplied', rollOutId: 'b' })
    expect(await last()).not.toHaveProperty('recreationPending')
  })

  test('and is so already, or is new, is left alone', async () => {
    await rolledOut('a', queueFiles('linear'))
    const before = asterisk.reloads().length
    await rolledOut('b', queueFiles('rrordered'))
    expect(asterisk.reloads()).toHaveLength(before + 1)
  })

  test('waits while callers are in it, which is told; the next roll-out makes it anew', async () => {
    await rolledOut('a', queueFiles('rrmemory'))
    await loggedIn('9001')
    asterisk.waiting.set('sales', 1)
    await rolledOut('b', queueFiles('linear'))
    expect(await last()).toMatchObject({ type: 'ConfigurationApplied', recreationPending: ['sales'] })
    expect(await members()).toHaveLength(2)
    asterisk.waiting.clear()
    const before = asterisk.reloads().length
    await rolledOut('c', queueFiles('linear'))
    expect(asterisk.reloads()).toHaveLength(before + 2)
    expect(await last()).not.toHaveProperty('recreationPending')
  })

  test.each(moments)('has its members back when the server is killed then, at the moment %s', async moment => {
    await rolledOut('a', queueFiles('rrmemory'))
    await loggedIn('9001', '1001')
    await rolledOut('b', queueFiles('linear'), { step: 7, moment })
    expect((await members())?.map(({ name }) => name)).toEqual(['PJSIP/boss', 'Agent/9001', 'Agent/1001'])
    expect(await generation()).toMatch(/^2-[^-]*$/)
  })
})
