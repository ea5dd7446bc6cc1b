import type { ConfiguredQueue } from '../../queues/configured-queues.ts'
import type { RecordingState } from '../../recordings/at-transfer.ts'
import { labelled } from './destinations.ts'
import { at, code, contextText, run, set, tell, when, type Context, type Step } from './dialplan.ts'
import type { Scope } from './scope.ts'

type RecordingMode = ConfiguredQueue['recording']

/** A call that comes to something with a mode of recording (pbx-configuration §7.13). Only queues change what is recorded already. */
export const recordSteps = (mode: RecordingMode, at: 'queue' | 'other'): readonly Step[] =>
  at === 'other' && mode === 'notRecorded' ? [] : [run`Gosub(xivo-record,${at === 'queue' ? 'queue' : 's'},1(${mode}))`]

/**
 * A caller from outside who is sent to the outside: by a blind transfer, a forward, or at once. Nobody of the house is in it any more, so
 * its recording stops (contact-center §15.3). The parties of an attended transfer come together without the dialplan
 * (recordings/outside-transfer.ts).
 */
export const stopRecordingOutside: Step = run`Gosub(xivo-record,outside,1)`

/** For the dialplan, and in CEL for whoever reads the call afterwards: MixMonitor leaves no row there. */
const isNow = (state: RecordingState): readonly Step[] => [set`XIVO_RECORDING=${state}`, tell`RECORDING_STATE,${state}`]

/**
 * XIVO_RECORDING is active, paused or disabled. A paused one has its name and no file yet: who resumes it starts MixMonitor on that
 * name, which appends. What a queue does to the recording of a call that comes to it is the table of recordings/at-transfer.ts.
 */
export function recordingContexts(scope: Scope): readonly string[] {
  const { recording, server } = scope
  const name = recording.pbxName ?? server.name.replaceAll('-', '_')
  const never = [
    neverContext('xivo-never-recorded-called', recording.neverRecordedCalled),
    neverContext('xivo-never-recorded-callers', recording.neverRecordedCallers),
  ]
  const start: readonly Step[] = [
    when(code`"\${ARG1}" = "notRecorded"`, code`done`),
    when(code`"\${XIVO_RECORDINGID}" != ""`, code`done`),
    when(code`\${DIALPLAN_EXISTS(xivo-never-recorded-called,0\${XIVO_DSTNUM},1)}`, code`never`),
    when(code`\${DIALPLAN_EXISTS(xivo-never-recorded-callers,0\${XIVO_SRCNUM},1)}`, code`never`),
    set`__XIVO_RECORDINGID=${name}-\${UNIQUEID}`,
    set`__recordingid=\${XIVO_RECORDINGID}`,
    tell`ATTACHED_DATA,recording=\${XIVO_RECORDINGID}`,
    when(code`"\${ARG1}" = "recordedOnDemand"`, code`held`),
    at('begin', run`MixMonitor(\${XIVO_RECORDINGID}.wav,ab)`),
    ...isNow('active'),
    at('done', run`Return()`),
    ...labelled('held', [...isNow('paused'), run`Return()`]),
    at('never', set`XIVO_RECORDING=disabled`),
    run`Return()`,
  ]
  const rules: readonly Step[] = recording.transferRulesEnabled
    ? [
        when(code`"\${XIVO_RECORDING}" = ""`, code`first`),
        when(code`"\${ARG1}" = "notRecorded" & "\${XIVO_RECORDING}" = "disabled"`, code`kept`),
        when(code`"\${ARG1}" = "notRecorded" | "\${XIVO_RECORDING}" = "disabled"`, code`stop`),
        when(code`"\${ARG1}" = "recorded" & "\${XIVO_RECORDING}" = "paused"`, code`resume`),
        at('kept', run`Return()`),
        at('stop', run`StopMixMonitor()`),
        ...isNow('disabled'),
        run`Return()`,
        at('resume', run`MixMonitor(\${XIVO_RECORDINGID}.wav,ab)`),
        ...isNow('active'),
        run`Return()`,
      ]
    : []
  const outside: readonly Step[] = recording.stopOnExternalTransfer
    ? [
        when(code`"\${XIVO_CALLORIGIN}" != "extern"`, code`kept`),
        when(code`"\${XIVO_RECORDING}" = "" | "\${XIVO_RECORDING}" = "disabled"`, code`kept`),
        run`StopMixMonitor()`,
        ...isNow('disabled'),
        at('kept', run`Return()`),
      ]
    : [run`Return()`]
  const rulesContext: Context = {
    name: 'xivo-record',
    extensions: [
      { number: 's', steps: start },
      {
        number: 'queue',
        steps: [
          when(code`"\${XIVO_QUEUES_RECORDED}" != "1"`, code`off`),
          ...rules,
          at('first', run`Goto(s,1)`),
          at('off', run`Return()`),
        ],
      },
      { number: 'outside', steps: outside },
    ],
  }
  return [contextText(rulesContext), ...never]
}

/** The 0 before the number lets an unknown one be asked for too. */
const neverContext = (name: string, patterns: readonly string[]): string =>
  contextText({
    name,
    extensions: patterns.map(pattern => ({ number: `0${pattern}`, steps: [run`Return()`] })),
  })
