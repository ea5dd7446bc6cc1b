import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { recordingAtTransfer, type RecordingState } from '../../recordings/at-transfer.ts'
import { renderFiles } from '../render.ts'
import { renderingOf } from '../testing/sample-configurations.ts'
import { extensionsConf } from './extensions-conf.ts'
import { callCenter } from './testing/call-center.ts'
import { readDialplan, type ReadStep } from './testing/read-dialplan.ts'

type Mode = Parameters<typeof recordingAtTransfer>[1]

const states = ['active', 'paused', 'disabled'] as const
const modes = ['recorded', 'recordedOnDemand', 'notRecorded'] as const

/** An extension of [xivo-record]. */
function stepsAt(extension: 's' | 'queue' | 'outside', ...commands: readonly ConfigurationCommand[]) {
  const content = renderFiles(renderingOf(callCenter(...commands), 'main'), [extensionsConf])[0]?.content ?? ''
  return readDialplan(content).get('xivo-record')?.extensions.get(extension) ?? []
}

/** Where a call comes to a queue. */
const stepsAtQueue = (...commands: readonly ConfigurationCommand[]) => stepsAt('queue', ...commands)

/** What Asterisk does with a call whose recording stands so: which applications it runs, and how the recording stands then. */
function followed(
  steps: readonly ReadStep[],
  state: RecordingState | '',
  mode: Mode,
  switchedOn = true,
  more: Readonly<Record<string, string>> = {},
) {
  const variables = new Map<string, string>([
    ['ARG1', mode],
    ['XIVO_RECORDING', state],
    ['XIVO_QUEUES_RECORDED', switchedOn ? '1' : '0'],
    ...Object.entries(more),
  ])
  const never = more['never'] ?? '0'
  const filled = (text: string) =>
    text
      .replace(/\$\{DIALPLAN_EXISTS\([^)]*\)\}/g, never)
      .replace(/\$\{(\w+)\}/g, (_, name: string) => variables.get(name) ?? '')
  const did: string[] = []
  for (let i = 0; i < steps.length; i++) {
    const { application, arguments: given } = steps[i]!
    if (application === 'Return') break
    if (application === 'Set') {
      const [name = '', value = ''] = filled(given).split('=')
      variables.set(name, value)
    } else if (application === 'GotoIf') {
      const [, condition = '', label] = /^\$\[(.*)\]\?(\w+)$/.exec(given) ?? []
      if (holds(filled(condition))) i = steps.findIndex(step => step.label === label) - 1
    } else did.push(`${application}(${given})`)
  }
  return { did, state: variables.get('XIVO_RECORDING') }
}

/** As ast_expr reads them: & binds closer than |. */
const holds = (condition: string): boolean =>
  condition.split(' | ').some(some =>
    some.split(' & ').every(one => {
      if (one === '0' || one === '1') return one === '1'
      const [, left, operator, right] = /^"(.*)" (=|!=) "(.*)"$/.exec(one) ?? []
      if (operator === undefined) throw new Error(`${one} is no comparison`)
      return (left === right) === (operator === '=')
    }),
  )

const start = 'MixMonitor(${XIVO_RECORDINGID}.wav,ab)'
const told = (state: RecordingState) => `CELGenUserEvent(RECORDING_STATE,${state})`
const doing = {
  stop: { did: ['StopMixMonitor()', told('disabled')], state: 'disabled' },
  unpause: { did: [start, told('active')], state: 'active' },
}

describe('a call that comes to another queue (contact-center §15.2)', () => {
  test.each(states.flatMap(state => modes.map(mode => [state, mode] as const)))(
    'G-23: with recording %s, to a queue that is %s, is treated by the dialplan as the table says',
    (state, mode) => {
      const asked = recordingAtTransfer(state, mode)
      expect(followed(stepsAtQueue(), state, mode)).toEqual(asked === null ? { did: [], state } : doing[asked])
    },
  )

  test('C-27: once disabled stays so, whatever queues it comes to', () => {
    const steps = stepsAtQueue()
    for (const first of modes)
      for (const second of modes) {
        const between = followed(steps, 'disabled', first).state
        expect(between).toBe('disabled')
        expect(followed(steps, 'disabled', second)).toMatchObject({ state: 'disabled' })
      }
    const stopped = followed(steps, 'active', 'notRecorded').state
    expect(stopped).toBe('disabled')
    expect(followed(steps, 'disabled', 'recorded').did).not.toContain(start)
  })

  test('is treated as one that comes to its first where nothing was said of its recording yet', () => {
    for (const mode of modes) expect(followed(stepsAtQueue(), '', mode)).toEqual({ did: ['Goto(s,1)'], state: '' })
  })

  test('keeps its recording as it stands where the rules are off, or recording of queues is switched off', () => {
    const off = stepsAtQueue({ changeRecordingRules: { transferRulesEnabled: false } })
    for (const state of states)
      for (const mode of modes) {
        expect(followed(off, state, mode)).toEqual({ did: ['Goto(s,1)'], state })
        expect(followed(stepsAtQueue(), state, mode, false)).toEqual({ did: [], state })
      }
  })
})

describe('a call that comes to its first recorded object', () => {
  const first = (mode: Mode) => followed(stepsAt('s'), '', mode, true, { UNIQUEID: '1.1', XIVO_DSTNUM: '3000' })

  test('is named, and tells in CEL whether its recording starts or waits', () => {
    const named = 'CELGenUserEvent(ATTACHED_DATA,recording=${XIVO_RECORDINGID})'
    expect(first('recorded')).toEqual({ did: [named, start, told('active')], state: 'active' })
    expect(first('recordedOnDemand')).toEqual({ did: [named, told('paused')], state: 'paused' })
    expect(first('notRecorded')).toEqual({ did: [], state: '' })
  })

  test('is never recorded where its numbers are excluded (§15.5)', () => {
    expect(followed(stepsAt('s'), '', 'recorded', true, { never: '1' })).toEqual({ did: [], state: 'disabled' })
  })
})

describe('a call that goes to the outside (contact-center §15.3)', () => {
  const sent = (origin: 'extern' | 'intern', state: RecordingState | '', ...commands: ConfigurationCommand[]) =>
    followed(stepsAt('outside', ...commands), state, 'notRecorded', true, { XIVO_CALLORIGIN: origin })

  test('and came from there is not recorded any more', () => {
    for (const state of ['active', 'paused'] as const) expect(sent('extern', state)).toEqual(doing.stop)
    for (const state of ['', 'disabled'] as const) expect(sent('extern', state)).toEqual({ did: [], state })
  })

  test('and came from somebody of the house goes on being recorded', () => {
    for (const state of states) expect(sent('intern', state)).toEqual({ did: [], state })
  })

  test('goes on being recorded where the rule is switched off', () => {
    const off = { changeRecordingRules: { stopOnExternalTransfer: false } }
    for (const state of states) expect(sent('extern', state, off)).toEqual({ did: [], state })
  })

  test('comes by the rule before anything is recorded for the route itself', () => {
    const content = renderFiles(renderingOf(callCenter(), 'main'), [extensionsConf])[0]?.content ?? ''
    const routes = [...readDialplan(content)].filter(([name]) => name.startsWith('outcall~'))
    expect(routes.length).toBeGreaterThan(0)
    for (const [, { extensions }] of routes) {
      const steps = (extensions.get('s') ?? []).map(({ arguments: given }) => given)
      expect(steps.filter(given => given.startsWith('xivo-record,'))[0]).toBe('xivo-record,outside,1')
    }
  })
})
