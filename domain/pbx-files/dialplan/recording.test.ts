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

/** Extension `queue` of [xivo-record]: where a call comes to a queue. */
function stepsAtQueue(...commands: readonly ConfigurationCommand[]): readonly ReadStep[] {
  const content = renderFiles(renderingOf(callCenter(...commands), 'main'), [extensionsConf])[0]?.content ?? ''
  return readDialplan(content).get('xivo-record')?.extensions.get('queue') ?? []
}

/** What Asterisk does with a call whose recording stands so: which applications it runs, and how the recording stands then. */
function followed(steps: readonly ReadStep[], state: RecordingState | '', mode: Mode, switchedOn = true) {
  const variables = new Map<string, string>([
    ['ARG1', mode],
    ['XIVO_RECORDING', state],
    ['XIVO_QUEUES_RECORDED', switchedOn ? '1' : '0'],
  ])
  const filled = (text: string) => text.replace(/\$\{(\w+)\}/g, (_, name: string) => variables.get(name) ?? '')
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
      const [, left, operator, right] = /^"(.*)" (=|!=) "(.*)"$/.exec(one) ?? []
      if (operator === undefined) throw new Error(`${one} is no comparison`)
      return (left === right) === (operator === '=')
    }),
  )

const start = 'MixMonitor(${XIVO_RECORDINGID}.wav,ab)'
const doing = {
  stop: { did: ['StopMixMonitor()'], state: 'disabled' },
  unpause: { did: [start], state: 'active' },
} as const

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
