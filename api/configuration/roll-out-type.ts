import type { DriftedFile, Reloaded } from '../../domain/roll-out/events.ts'
import type { FileDigest } from '../../domain/roll-out/pbx.ts'
import type { RollOutRow, RollOutStepRow } from '../../domain/roll-out/roll-out-list.ts'
import { builder } from '../schema/builder.ts'
import { described } from '../schema/enums.ts'

const RollOutStateType = described('RollOutState', 'How far a roll-out is.', {
  RUNNING: 'It has not ended. The node has what it had before, or the new configuration.',
  APPLIED: 'The node has the configuration and shows what it should.',
  REJECTED: 'The node has what it had before; notRestored tells what could not be brought back.',
})

const FileDigestType = builder.objectRef<FileDigest>('FileDigest').implement({
  description: 'A file by what is in it.',
  fields: t => ({
    path: t.exposeString('path', { description: 'Relative to the directory of the node.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its bytes.' }),
  }),
})

const DriftType = described('Drift', 'How a file of a node differs from what was applied last.', {
  EDITED: 'Its contents are others.',
  MISSING: 'It is gone.',
  ADDED: 'It was not applied.',
})

const driftNames = { edited: 'EDITED', missing: 'MISSING', added: 'ADDED' } as const

export const DriftedFileType = builder.objectRef<DriftedFile>('DriftedFile').implement({
  description: 'A file of a node that somebody else than a roll-out changed.',
  fields: t => ({
    path: t.exposeString('path', { description: 'Relative to the directory of the node.' }),
    change: t.field({ type: DriftType, description: 'How.', resolve: ({ change }) => driftNames[change] }),
  }),
})

const ReloadedType = builder.objectRef<Reloaded>('ReloadedModule').implement({
  description: 'A module of Asterisk that read its files again.',
  fields: t => ({
    module: t.exposeString('module', { description: 'Name, e.g. app_queue.so.' }),
    output: t.exposeString('output', { description: 'What Asterisk answered.' }),
  }),
})

const StepNameType = described('RollOutStepName', 'The steps of a roll-out, in their order, and those back.', {
  RENDER: 'The files were made.',
  CHECK: 'Every line of them is one that Asterisk reads.',
  REACH: 'A login at the manager interface.',
  COMPARE: 'What the node has, and what is to be changed.',
  STAGE: 'The files were prepared beside those in force.',
  SWITCH: 'They were put in force.',
  RELOAD: 'A module of Asterisk read its files again.',
  LOOK_AT_QUEUES: 'Queues that must be made anew: who is in them, and whether callers wait.',
  RECREATE_QUEUES: 'They were made anew, and got their members back in the order of their logins.',
  VERIFY: 'Asterisk was asked whether it has what it should, and no longer has what it should not.',
  SWITCH_BACK: 'After a failure: what was before was put in force again.',
  RELOAD_AGAIN: 'After a failure: a module read the files again that it had before.',
})

const stepNames = {
  render: 'RENDER',
  check: 'CHECK',
  reach: 'REACH',
  compare: 'COMPARE',
  stage: 'STAGE',
  switch: 'SWITCH',
  reload: 'RELOAD',
  'look at queues': 'LOOK_AT_QUEUES',
  'recreate queues': 'RECREATE_QUEUES',
  verify: 'VERIFY',
  'switch back': 'SWITCH_BACK',
  'reload again': 'RELOAD_AGAIN',
} as const satisfies Readonly<Record<RollOutStepRow['step'], string>>

const RollOutStepType = builder.objectRef<RollOutStepRow>('RollOutStep').implement({
  description: 'A step of a roll-out that has ended.',
  fields: t => ({
    step: t.field({ type: StepNameType, description: 'Which.', resolve: ({ step }) => stepNames[step] }),
    module: t.exposeString('module', { nullable: true, description: 'Of a reload: the module; null: it is none.' }),
    endedAt: t.field({ type: 'DateTime', description: 'When it ended.', resolve: ({ endedAt }) => endedAt }),
    findings: t.stringList({
      description:
        'What came of it, a sentence each: what is to be changed, what Asterisk answered, how its trunks are registered.',
      resolve: ({ findings }) => [...findings],
    }),
    problem: t.exposeString('problem', { nullable: true, description: 'Why it failed; null: it is done.' }),
  }),
})

export const RollOutType = builder.objectRef<RollOutRow>('RollOut').implement({
  description: 'A configuration on its way to a node.',
  fields: t => ({
    rollOutId: t.exposeID('rollOutId', { description: 'Its id.' }),
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    node: t.exposeString('node', { description: 'Name of the media server.' }),
    state: t.field({ type: RollOutStateType, description: 'How far it is.', resolve: ({ state }) => state }),
    position: t.field({
      type: 'Position',
      description: 'The configuration is that of this position of the log.',
      resolve: ({ position }) => position,
    }),
    generation: t.exposeString('generation', { description: 'Name of its directory on the node.' }),
    startedAt: t.field({ type: 'DateTime', description: 'When it was asked for.', resolve: row => row.startedAt }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was applied or rejected; null: it runs.',
      resolve: row => row.endedAt,
    }),
    actor: t.exposeString('actor', { nullable: true, description: 'Who asked for it.' }),
    overwriteDrift: t.exposeBoolean('overwriteDrift', {
      description: 'Whether changes that somebody made on the node were to be overwritten.',
    }),
    files: t.field({ type: [FileDigestType], description: 'What was rendered.', resolve: ({ files }) => [...files] }),
    drift: t.field({
      type: [DriftedFileType],
      description: 'What somebody had changed on the node since the roll-out before.',
      resolve: ({ drift }) => [...drift],
    }),
    steps: t.field({
      type: [RollOutStepType],
      description:
        'What has been done so far, in order; the one after the last of them is under way while it is RUNNING.',
      resolve: ({ steps }) => [...steps],
    }),
    toldPosition: t.field({
      type: 'Position',
      description: 'Of the last event that tells of it: after a break, `after` of rollOutProgress.',
      resolve: ({ toldPosition }) => toldPosition,
    }),
    reloads: t.field({
      type: [ReloadedType],
      description: 'What was reloaded, in order; only modules whose files changed.',
      resolve: ({ reloads }) => [...reloads],
    }),
    restartNeeded: t.stringList({
      description: 'Changed files that Asterisk reads only when it is restarted.',
      resolve: ({ restartNeeded }) => [...restartNeeded],
    }),
    recreationPending: t.stringList({
      description:
        'Queues that ring their members in no order until they are made anew (strategies linear and rrordered): callers waited in them. The next roll-out tries again.',
      resolve: ({ recreationPending }) => [...recreationPending],
    }),
    failedStep: t.exposeString('failedStep', {
      nullable: true,
      description:
        'Of a rejected one: check, reach, compare, stage, switch, reload, look at queues, recreate queues or verify.',
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Of a rejected one: why, and what to do.' }),
    returnedTo: t.exposeString('returnedTo', {
      nullable: true,
      description: 'Of a rejected one: the directory that is in force again, or still; null: there was none before.',
    }),
    notRestored: t.exposeString('notRestored', {
      nullable: true,
      description: 'Of a rejected one: what could not be brought back; null: everything was.',
    }),
  }),
})
