import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import { rollOutStream, type RollOutEvent } from '../../domain/roll-out/events.ts'
import { PbxProblem } from '../../domain/roll-out/pbx.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { startFakeAsterisk, type Behaviour, type FakeAsterisk } from '../pbx/testing/fake-asterisk.ts'
import { hurriedTimers } from '../pbx/testing/hurried-timers.ts'
import { createMemoryWorkflows } from '../workflows/memory.ts'
import { nameIn, resumeRollOuts, rollOutWorkflow, startRollOut } from './start.ts'
import { rollOut, type RollOutTools } from './roll-out.ts'
import { Crash, crashingSteps, moments, type CrashPoint, type Memory } from './testing/crashing.ts'

const queuesFile = (...queues: string[]): RenderedFile => ({
  path: 'queues.conf',
  content: queues.map(name => `[${name}]\nmember => PJSIP/a,0\n`).join('\n'),
})
const sip: RenderedFile = { path: 'pjsip.conf', content: '[a]\ntype = endpoint\n' }
const transports: RenderedFile = { path: 'pjsip_transports.conf', content: '[t]\ntype = transport\n' }
const firstGeneration: unknown = expect.stringMatching(/^1-/)
const oldFiles = [sip, queuesFile('sales')]
const newFiles = [sip, queuesFile('sales', 'support'), transports]

let asterisk: FakeAsterisk
let store: EventStore
let files: readonly RenderedFile[]
/** PINs that were changed by phone and would be lost. */
let unsettled: readonly string[]

beforeEach(async () => {
  asterisk = await startFakeAsterisk(hurriedTimers)
  store = createMemoryEventStore({ now: () => 1 })
  files = oldFiles
  unsettled = []
})
afterEach(() => asterisk.stop())

const tools = (): RollOutTools => ({
  store,
  target: () => Promise.resolve({ asteriskVersion: '20', files, pbx: asterisk.pbx }),
  reloadOf: file =>
    file === 'queues.conf'
      ? { module: 'app_queue.so' }
      : file === 'pjsip.conf'
        ? { module: 'res_pjsip.so' }
        : file === 'voicemail.conf'
          ? { module: 'app_voicemail.so' }
          : { restart: true },
  takeInPins: () => Promise.resolve(unsettled),
  clock: () => 1,
})

const name = (rollOutId: string) => ({ site: 'paris', node: 'pbx1', rollOutId })
const nothing = { start: () => Promise.resolve() }

const start = (rollOutId: string, overwriteDrift = false, position = 5) =>
  startRollOut(store, nothing, {
    ...name(rollOutId),
    position,
    files,
    overwriteDrift,
    actor: 'ann',
    occurredAt: 1,
  })

/** Runs a roll-out to its end, without crash. @returns what ran */
async function run(rollOutId: string, memory: Memory = new Map()): Promise<readonly string[]> {
  const ran: string[] = []
  await rollOut(crashingSteps(memory, ran), name(rollOutId), tools())
  return ran
}

async function rolledOut(rollOutId: string, of: readonly RenderedFile[], overwriteDrift = false) {
  files = of
  await start(rollOutId, overwriteDrift)
  return run(rollOutId)
}

async function wholeLog(): Promise<RollOutEvent[]> {
  const all: RollOutEvent[] = []
  for await (const { events } of store.readStream(rollOutStream('paris', 'pbx1')))
    all.push(...events.map(({ data }) => data as unknown as RollOutEvent))
  return all
}
/** Without the steps in between. */
const log = async () => (await wholeLog()).filter(({ type }) => type !== 'ConfigurationRollOutStepEnded')

/** The steps of a roll-out that were told: `reload app_queue.so`, `verify failed`. */
async function stepsTold(rollOutId: string): Promise<readonly string[]> {
  return (await wholeLog()).flatMap(event => {
    if (event.type !== 'ConfigurationRollOutStepEnded' || event.rollOutId !== rollOutId) return []
    const { step, module, problem } = event
    return [[step, module, problem === null ? null : 'failed'].filter(word => word !== null).join(' ')]
  })
}
const types = async () => (await log()).map(({ type }) => type)
const last = async () => (await log()).at(-1)

const queuesShown = () => asterisk.shows().queues.map(queue => queue.name)
const isOld = async () => (await asterisk.file('queues.conf')) === oldFiles[1]?.content
const sha256Of = (content: string): string => createHash('sha256').update(content).digest('hex')
const isNew = async () => (await asterisk.file('queues.conf')) === newFiles[1]?.content

describe('a roll-out', () => {
  test('puts the files in force, reloads what changed, sees that it is there, and says so with its digest (pbx-configuration §18.4)', async () => {
    await rolledOut('a', oldFiles)
    expect(queuesShown()).toEqual(['sales'])
    await rolledOut('b', newFiles)
    expect(await isNew()).toBe(true)
    expect(queuesShown()).toEqual(['sales', 'support'])
    expect(asterisk.reloads()).toEqual(['res_pjsip.so', 'app_queue.so', 'app_queue.so'])
    expect(await last()).toMatchObject({
      type: 'ConfigurationApplied',
      rollOutId: 'b',
      position: 5,
      reloads: [{ module: 'app_queue.so', output: 'Module Reloaded' }],
      restartNeeded: ['pjsip_transports.conf'],
      files: expect.arrayContaining(
        newFiles.map(file => ({ path: file.path, sha256: sha256Of(file.content) })),
      ) as unknown,
    })
  })

  test('of what the node has already reloads nothing', async () => {
    await rolledOut('a', oldFiles)
    const before = asterisk.reloads().length
    await rolledOut('b', oldFiles)
    expect(asterisk.reloads()).toHaveLength(before)
    expect(await last()).toMatchObject({ type: 'ConfigurationApplied', rollOutId: 'b', reloads: [] })
  })

  test('tells every step as it ends, with what came of it', async () => {
    await rolledOut('a', oldFiles)
    expect(await stepsTold('a')).toEqual([
      'check',
      'reach',
      'compare',
      'stage',
      'switch',
      'reload res_pjsip.so',
      'reload app_queue.so',
      'verify',
    ])
    expect(await wholeLog()).toContainEqual({
      type: 'ConfigurationRollOutStepEnded',
      rollOutId: 'a',
      step: 'compare',
      module: null,
      findings: ['to be changed: pjsip.conf, queues.conf', 'to be reloaded: res_pjsip.so, app_queue.so'],
      problem: null,
    })
  })

  test('tells which Asterisk it has reached, and that the configuration says another', async () => {
    const findings = async () =>
      (await wholeLog()).flatMap(event =>
        'step' in event && event.step === 'reach' && 'findings' in event ? event.findings : [],
      )
    await start('a')
    const of22 = { asteriskVersion: '22', files, pbx: asterisk.pbx }
    await rollOut(crashingSteps(new Map(), []), name('a'), { ...tools(), target: () => Promise.resolve(of22) })
    expect(await findings()).toEqual([
      'Asterisk 20.20.1',
      'the media server is configured as Asterisk 22: change its asteriskVersion',
    ])
    await rolledOut('b', oldFiles)
    expect((await findings()).slice(2)).toEqual(['Asterisk 20.20.1'])
  })

  test('tells how its trunks are registered, which is no failure', async () => {
    await rolledOut('a', [{ path: 'pjsip.conf', content: '[network]\ntype = registration\n' }])
    expect(await last()).toMatchObject({ type: 'ConfigurationApplied' })
    expect((await wholeLog()).at(-2)).toMatchObject({ step: 'verify', findings: ['registration network: Rejected'] })
  })

  test('remembers no contents of files: they have passwords in them', async () => {
    await start('a')
    const memory: Memory = new Map()
    await run('a', memory)
    expect(JSON.stringify([...memory])).not.toContain('endpoint')
    expect(JSON.stringify(await wholeLog())).not.toContain('endpoint')
  })

  test('of files that Asterisk could not read touches nothing', async () => {
    await rolledOut('a', oldFiles)
    await rolledOut('b', [{ path: 'queues.conf', content: '[sales]\nnonsense\n' }])
    expect(await isOld()).toBe(true)
    expect(await last()).toMatchObject({
      type: 'ConfigurationRejected',
      step: 'check',
      reason: 'queues.conf: line 2 is no setting: nonsense',
      returnedTo: firstGeneration,
      notRestored: null,
    })
  })

  test('that would render something else than was asked for touches nothing', async () => {
    await start('a')
    files = newFiles
    await run('a')
    expect(await last()).toMatchObject({ type: 'ConfigurationRejected', step: 'check', returnedTo: null })
    expect(await asterisk.file('queues.conf')).toBeUndefined()
  })

  test('of a node that cannot be reached touches nothing', async () => {
    await rolledOut('a', oldFiles)
    await asterisk.manager.stop()
    await rolledOut('b', newFiles)
    expect(await isOld()).toBe(true)
    expect(await last()).toMatchObject({ type: 'ConfigurationRejected', step: 'reach', notRestored: null })
  })

  test('to a node that nobody says how to reach is rejected', async () => {
    await start('a')
    const nowhere = { ...tools(), target: () => Promise.reject(new PbxProblem('pbx1 has no deployment')) }
    await rollOut(crashingSteps(new Map(), []), name('a'), nowhere)
    expect(await last()).toMatchObject({
      type: 'ConfigurationRejected',
      step: 'check',
      reason: 'pbx1 has no deployment',
    })
  })

  test('by somebody who comes late, when it has ended, does nothing', async () => {
    await rolledOut('a', oldFiles)
    expect(await run('a')).toEqual([])
    expect(await types()).toEqual(['ConfigurationRollOutStarted', 'ConfigurationApplied'])
  })
})

const refusing: Behaviour = ({ Action, Module }) =>
  Action === 'Reload' && Module === 'app_queue.so'
    ? { Response: 'Error', Message: 'An unknown error occurred' }
    : undefined

/** The first time only: what comes after is as usual. */
function once(what: Behaviour): Behaviour {
  let isDone = false
  return action => {
    const given = isDone ? undefined : what(action)
    if (given !== undefined) isDone = true
    return given
  }
}

describe('the node has what it had before', () => {
  test('when a reload fails: the files are switched back and read again', async () => {
    await rolledOut('a', oldFiles)
    asterisk.behave(once(refusing))
    await rolledOut('b', newFiles)
    expect(await isOld()).toBe(true)
    expect(queuesShown()).toEqual(['sales'])
    expect(await last()).toMatchObject({
      type: 'ConfigurationRejected',
      step: 'reload',
      reason: 'app_queue.so could not be reloaded (An unknown error occurred): see what Asterisk wrote to its log',
      returnedTo: firstGeneration,
      notRestored: null,
    })
  })

  test('and the log tells the step that failed, and those back, as they end', async () => {
    await rolledOut('a', oldFiles)
    asterisk.behave(once(refusing))
    await rolledOut('b', newFiles)
    expect((await stepsTold('b')).slice(4)).toEqual([
      'switch',
      'reload app_queue.so failed',
      'switch back',
      'reload again app_queue.so',
    ])
  })

  test('when it does not show what it should after the reload', async () => {
    await rolledOut('a', oldFiles)
    asterisk.behave(once(({ Action }) => (Action === 'Reload' ? { Message: 'Module Reloaded' } : undefined)))
    await rolledOut('b', newFiles)
    expect(await isOld()).toBe(true)
    expect(await last()).toMatchObject({
      type: 'ConfigurationRejected',
      step: 'verify',
      reason: 'after the reload there is no queue support',
      notRestored: null,
    })
  })

  test('when it still shows what was removed: a reload that did nothing is told by that, too', async () => {
    await rolledOut('a', [sip, queuesFile('sales', 'support')])
    asterisk.behave(once(({ Action }) => (Action === 'Reload' ? { Message: 'Module Reloaded' } : undefined)))
    await rolledOut('b', oldFiles)
    expect(queuesShown()).toEqual(['sales', 'support'])
    expect(await last()).toMatchObject({
      type: 'ConfigurationRejected',
      step: 'verify',
      reason: 'after the reload queue support is still there',
      notRestored: null,
    })
  })

  test('when it dies in the reload; and the log says what it could not be told', async () => {
    await rolledOut('a', oldFiles)
    asterisk.behave(({ Action }) => (Action === 'Reload' ? 'cut' : undefined))
    await rolledOut('b', newFiles)
    expect(await isOld()).toBe(true)
    const rejected = await last()
    expect(rejected).toMatchObject({ type: 'ConfigurationRejected', step: 'reload' })
    expect(rejected).toHaveProperty('notRestored', expect.stringMatching(/^the files are as before, but were not read/))
  })

  test('when it hangs in the reload', async () => {
    await rolledOut('a', oldFiles)
    asterisk.behave(({ Action }) => (Action === 'Reload' ? 'hang' : undefined))
    await rolledOut('b', newFiles)
    expect(await isOld()).toBe(true)
    expect(await last()).toMatchObject({ type: 'ConfigurationRejected', step: 'reload' })
  })

  test('also where that was nothing', async () => {
    asterisk.behave(once(refusing))
    await rolledOut('a', oldFiles)
    expect(await asterisk.pbx.read()).toEqual({ generation: null, files: [] })
    expect(await last()).toMatchObject({ type: 'ConfigurationRejected', returnedTo: null })
  })
})

describe('drift', () => {
  const edited = '[sales]\nstrategy = rrmemory\n'
  const edit = () => writeFile(path.join(asterisk.directory, 'current', 'queues.conf'), edited)
  const drift = { type: 'ConfigurationDriftFound', files: [{ path: 'queues.conf', change: 'edited' }] }

  test('is told and stops the roll-out: what somebody changed on the node is not overwritten', async () => {
    await rolledOut('a', oldFiles)
    await edit()
    await rolledOut('b', newFiles)
    expect(await asterisk.file('queues.conf')).toBe(edited)
    const [, , , found, rejected] = await log()
    expect(found).toMatchObject(drift)
    expect(rejected).toMatchObject({ type: 'ConfigurationRejected', step: 'compare' })
    expect(await stepsTold('b')).toEqual(['check', 'reach', 'compare failed'])
  })

  test('is overwritten when that is asked for, and told all the same', async () => {
    await rolledOut('a', oldFiles)
    await edit()
    await rolledOut('b', newFiles, true)
    expect(await isNew()).toBe(true)
    expect((await log()).slice(3)).toMatchObject([drift, { type: 'ConfigurationApplied' }])
  })

  test('comes back with the rest when the roll-out that overwrites it fails', async () => {
    await rolledOut('a', oldFiles)
    await edit()
    asterisk.behave(once(refusing))
    await rolledOut('b', newFiles, true)
    expect(await asterisk.file('queues.conf')).toBe(edited)
  })

  test('is a directory that somebody took away, too', async () => {
    await rolledOut('a', oldFiles)
    await rm(path.join(asterisk.directory, 'current'))
    await rolledOut('b', newFiles)
    expect((await log()).at(-2)).toMatchObject({
      type: 'ConfigurationDriftFound',
      files: [
        { path: 'pjsip.conf', change: 'missing' },
        { path: 'queues.conf', change: 'missing' },
      ],
    })
  })
})

describe('a PIN that was changed by phone', () => {
  const mailboxes = (pin: string): RenderedFile => ({
    path: 'voicemail.conf',
    content: `; by Ringledger\n[general]\nformat = wav\n[default]\n1001 = ${pin},Ann,,,attach=yes\n`,
  })
  /** As Asterisk writes the file. */
  const byAsterisk = (pin: string, more = '') =>
    writeFile(
      path.join(asterisk.directory, 'current', 'voicemail.conf'),
      `;!\n;! Generator: app_voicemail\n;!\n\n[general]\nformat=wav\n\n[default]\n1001 => ${pin},Ann,,,attach=yes\n${more}`,
    )
  test('is no drift, and is written over by files that say the same', async () => {
    await rolledOut('a', [mailboxes('1111')])
    await byAsterisk('2222')
    files = [mailboxes('2222')]
    await start('b', false, 6)
    // What was applied is made again as of its position.
    const target = (_site: string, _node: string, position: number) =>
      Promise.resolve({
        asteriskVersion: '20',
        files: [mailboxes(position === 5 ? '1111' : '2222')],
        pbx: asterisk.pbx,
      })
    await rollOut(crashingSteps(new Map(), []), name('b'), { ...tools(), target })
    expect(await last()).toMatchObject({ type: 'ConfigurationApplied', rollOutId: 'b' })
    expect(await types()).not.toContain('ConfigurationDriftFound')
    expect(await asterisk.file('voicemail.conf')).toBe(mailboxes('2222').content)
  })

  test('and is not in the files stops the roll-out, unless it may overwrite', async () => {
    await rolledOut('a', [mailboxes('1111')])
    await byAsterisk('2222')
    unsettled = ['the PIN of mailbox 1001@default was changed since']
    await rolledOut('b', [mailboxes('1111')])
    expect(await last()).toMatchObject({ type: 'ConfigurationRejected', step: 'compare', reason: unsettled[0] })
    await rolledOut('c', [mailboxes('1111')], true)
    expect(await last()).toMatchObject({ type: 'ConfigurationApplied', rollOutId: 'c' })
  })

  test('beside something that somebody edited is drift', async () => {
    await rolledOut('a', [mailboxes('1111')])
    await byAsterisk('1111', '1002 => 1,Bob\n')
    await rolledOut('b', [mailboxes('1111')])
    expect((await log()).at(-2)).toMatchObject({
      type: 'ConfigurationDriftFound',
      files: [{ path: 'voicemail.conf', change: 'edited' }],
    })
  })
})

/** Every step of a roll-out that succeeds, with every moment. */
const stepsForwards = ['check', 'reach', 'compare', 'stage', 'switch', 'reload', 'verify', 'record', 'tidy']
/** Of one whose reload is refused. */
const stepsBack = ['check', 'reach', 'compare', 'stage', 'switch', 'reload', 'switch back', 'reload again', 'record']

/** `reload app_queue.so again` is a reload, again. */
const kindOf = (step: string): string => step.replace(/^reload \S+/, 'reload').replace(/^record .*/, 'record')

const crashes = (steps: readonly string[]) =>
  steps.flatMap((step, i) => moments.map((moment): [string, string, CrashPoint] => [moment, step, { step: i, moment }]))

/** @returns the name of the step in which it crashed */
async function crashAndResume(point: CrashPoint, between: () => Promise<void>): Promise<string> {
  const memory: Memory = new Map()
  const crash = await rollOut(crashingSteps(memory, [], point), name('b'), tools()).catch((error: unknown) => error)
  if (!(crash instanceof Crash)) throw new Error('it did not crash', { cause: crash })
  await between()
  await rollOut(crashingSteps(memory, []), name('b'), tools())
  return crash.step
}

describe('a crash of the server', () => {
  beforeEach(async () => {
    await rolledOut('a', oldFiles)
    files = newFiles
    await start('b')
  })

  test.each(crashes(stepsForwards))(
    '%s the step %s of a roll-out: the node has the old files or the new ones, and the next server goes on',
    async (_, step, point) => {
      const crashed = await crashAndResume(point, async () => {
        expect((await isOld()) || (await isNew())).toBe(true)
        expect(await types()).not.toContain('ConfigurationRejected')
        if ((await last())?.type === 'ConfigurationApplied') expect(await isNew()).toBe(true)
      })
      expect(await isNew()).toBe(true)
      expect(queuesShown()).toEqual(['sales', 'support'])
      expect((await types()).slice(2)).toEqual(['ConfigurationRollOutStarted', 'ConfigurationApplied'])
      expect(kindOf(crashed)).toBe(step)
      const told = await stepsTold('b')
      expect(told).toEqual([...new Set(told)])
    },
  )

  test.each(crashes(stepsBack))(
    '%s the step %s of a roll-out that fails: the node comes back to the old files, and the log says so',
    async (_, step, point) => {
      // The node refuses the new queues whenever it is asked to read them, and takes the old ones.
      asterisk.behave(action => (asterisk.inForce('queues.conf').includes('support') ? refusing(action) : undefined))
      const crashed = await crashAndResume(point, async () => {
        expect((await isOld()) || (await isNew())).toBe(true)
        if ((await last())?.type === 'ConfigurationRejected') expect(await isOld()).toBe(true)
      })
      expect(await isOld()).toBe(true)
      expect(queuesShown()).toEqual(['sales'])
      expect((await types()).slice(2)).toEqual(['ConfigurationRollOutStarted', 'ConfigurationRejected'])
      expect(await last()).toMatchObject({
        step: 'reload',
        notRestored: null,
        returnedTo: firstGeneration,
      })
      expect(kindOf(crashed)).toBe(step)
    },
  )
})

describe('as a workflow', () => {
  test('two roll-outs of a node are never under way at once: the second is refused while the first runs', async () => {
    const workflows = createMemoryWorkflows()
    const worker = await workflows.work({ [rollOutWorkflow]: (steps, input) => rollOut(steps, nameIn(input), tools()) })
    const ask = (rollOutId: string) =>
      startRollOut(store, workflows, {
        ...name(rollOutId),
        position: 5,
        files,
        overwriteDrift: false,
        actor: 'ann',
        occurredAt: 1,
      })
    const answers = await Promise.all([ask('a'), ask('b'), ask('c')])
    expect(answers.filter(({ accepted }) => accepted)).toHaveLength(1)
    await workflows.idle()
    await worker.stop()
    expect(await types()).toEqual(['ConfigurationRollOutStarted', 'ConfigurationApplied'])
  })

  test('one that began in the log and in no workflow is done by the next server', async () => {
    await start('a')
    const workflows = createMemoryWorkflows()
    await resumeRollOuts(store, workflows)
    await workflows.work({ [rollOutWorkflow]: (steps, input) => rollOut(steps, nameIn(input), tools()) })
    await workflows.idle()
    expect(await last()).toMatchObject({ type: 'ConfigurationApplied', rollOutId: 'a' })
    const again = createMemoryWorkflows()
    await resumeRollOuts(store, again)
    await again.idle()
    expect(await types()).toHaveLength(2)
  })
})
