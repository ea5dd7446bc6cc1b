import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { handleChangeSet } from '../../domain/configuration/handle-change-set.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { microsOfDate, microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { amiEventRecorded, factData, type AmiFact } from '../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { startFakeAsterisk, type FakeAsterisk } from '../pbx/testing/fake-asterisk.ts'
import { stopRecordingsOutside, type RecordingsStopper } from './stop-outside.ts'

const clock = () => microsOfDate(new Date())
const inbound = 'PJSIP/operator-00000001'
const mobile = 'PJSIP/operator-00000009'

const site = (directory: string): readonly ConfigurationCommand[] => [
  {
    defineMediaServer: {
      name: 'main',
      main: true,
      address: '192.0.2.10',
      deployment: { directory, ami: { secretEnvironment: 'NOT_USED' } },
    },
  },
  { defineContext: { name: 'from-extern', displayName: 'From outside', type: 'incall' } },
  { defineTrunk: { name: 'operator', endpoint: { sip: { context: 'from-extern', host: 'sip.example.net' } } } },
]

let asterisk: FakeAsterisk
let store: EventStore
let stopper: RecordingsStopper | undefined
/** What XIVO_RECORDING is on each channel that there is. */
let channels: Map<string, string>
let isAway: boolean
const logged: string[] = []

beforeEach(async () => {
  asterisk = await startFakeAsterisk()
  store = createMemoryEventStore()
  channels = new Map([
    [inbound, 'active'],
    [mobile, ''],
  ])
  isAway = false
  logged.length = 0
  asterisk.behave(({ Action, Channel = '', Variable, Value = '' }) => {
    if (isAway) return 'cut'
    if (Action !== 'Getvar' && Action !== 'Setvar' && Action !== 'StopMixMonitor') return undefined
    const state = channels.get(Channel)
    if (state === undefined) return { Response: 'Error', Message: 'No such channel' }
    if (Action === 'Getvar') return { Variable: Variable ?? '', Value: state }
    if (Action === 'Setvar') channels.set(Channel, Value)
    return { Message: 'done' }
  })
  const rules = { kinds, seal: testSeal }
  const reader = createConfigurationReader(store, kinds)
  const result = await handleChangeSet(store, reader, { commands: site(asterisk.directory) }, rules, {
    site: 'paris',
    changeSetId: crypto.randomUUID(),
    comment: null,
    actor: 'ann',
    dryRun: false,
    occurredAt: clock(),
  })
  if (!result.accepted) throw new Error(JSON.stringify(result.rejections))
  const log = (level: string, message: string) => void logged.push(`${level}: ${message}`)
  stopper = stopRecordingsOutside({ store, reader, clock, log, pbxOf: () => asterisk.pbx, pauseMs: 5 })
})
afterEach(async () => {
  await stopper?.stop()
  await asterisk.stop()
})

async function transferred(fields: Readonly<Record<string, string>> = {}, occurredAt: Micros = clock()): Promise<void> {
  const fact: AmiFact = {
    raw: '',
    event: 'AttendedTransfer',
    fields: {
      Result: 'Success',
      DestType: 'Bridge',
      TransfereeChannel: inbound,
      TransferTargetChannel: mobile,
      ...fields,
    },
  }
  const event = { type: amiEventRecorded, data: factData(fact), occurredAt, site: 'paris', node: 'main' }
  await store.append([{ stream: 'facts/paris/main/ami', expected: 'any', events: [event] }])
}

const soon = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 })
const stops = () =>
  asterisk.manager.actions.flatMap(({ Action, Channel }) => (Action === 'StopMixMonitor' ? [Channel] : []))

test('a call that somebody of the house has left to two parties outside is recorded no longer', async () => {
  await transferred()
  await soon(() => expect(channels.get(inbound)).toBe('disabled'))
  expect(stops()).toEqual([inbound])
  await soon(() => expect(logged).toHaveLength(1))
  expect(logged[0]).toMatch(/^info: The recording of PJSIP\/operator-00000001 on paris\/main was stopped/)
})

test('one whose recording waits for its agent is not recorded afterwards either', async () => {
  channels.set(inbound, 'paused')
  await transferred()
  await soon(() => expect(channels.get(inbound)).toBe('disabled'))
  expect(stops()).toEqual([])
})

test('who hung up meanwhile is no failure', async () => {
  channels.delete(mobile)
  await transferred()
  await soon(() => expect(channels.get(inbound)).toBe('disabled'))
  expect(logged.filter(line => !line.startsWith('info'))).toEqual([])
})

test('a call that is passed on to a colleague, and a transfer of an old recording of the interface, change nothing', async () => {
  await transferred({ TransferTargetChannel: 'PJSIP/1009-00000009', TransferTargetCallerIDNum: '1009' })
  await transferred({}, clock() - 120 * microsPerSecond)
  // Behind both.
  channels.set('PJSIP/operator-00000002', 'active')
  await transferred({ TransfereeChannel: 'PJSIP/operator-00000002' })
  await soon(() => expect(stops()).toEqual(['PJSIP/operator-00000002']))
  expect(channels.get(inbound)).toBe('active')
})

test('a PBX that does not answer is asked again; when it never does, it is said that recording goes on', async () => {
  isAway = true
  await transferred()
  await soon(() => expect(logged.some(line => line.startsWith('error'))).toBe(true))
  expect(logged.join()).toMatch(/goes on being recorded/)
  expect(asterisk.manager.actions.filter(({ Action }) => Action === 'StopMixMonitor')).toEqual([])
})
