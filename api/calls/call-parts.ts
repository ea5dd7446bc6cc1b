import { secondsOf } from '../../domain/kernel/time.ts'
import type { AttachedDataRow, CallRecordingRow, CallWitnessRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { WitnessFigureType } from './enums.ts'
import { secondsOrNull } from './seconds.ts'

export const KeyValueType = builder.objectRef<AttachedDataRow>('KeyValue').implement({
  description:
    'Data that belong to a call: the dialplan (user event ATTACHED_DATA, contact-center 3.5) or a command attached them.',
  fields: t => ({
    key: t.exposeString('key', { description: 'Its name: what comes before the first `=`.' }),
    value: t.exposeString('value', { description: 'What comes behind it.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was attached.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: 'Who attached it by a command: label of a token. Null: the dialplan did.',
    }),
  }),
})

export const RecordingType = builder.objectRef<CallRecordingRow>('Recording').implement({
  description: 'That a call was recorded, as the PBX tells it. The sound itself is not kept here.',
  fields: t => ({
    recordingId: t.exposeString('id', { description: 'Id of the recording; on XiVO `xivo-1527066463.2`.' }),
    file: t.exposeString('file', { nullable: true, description: 'Its file on the PBX, where it was told.' }),
    startedAt: t.expose('from', { type: 'DateTime', description: 'When it began.' }),
    endedAt: t.expose('to', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended. Null: it goes on, or nothing tells.',
    }),
    seconds: t.float({
      nullable: true,
      description: 'endedAt - startedAt, in seconds; pauses of the recording are not known.',
      resolve: ({ from, to }) => (to === null ? null : secondsOf(to - from)),
    }),
  }),
})

export const WitnessDifferenceType = builder.objectRef<CallWitnessRow>('WitnessDifference').implement({
  description:
    'Two sources tell a figure of a call differently by more than a second. The figures of the call come from the bridges.',
  fields: t => ({
    figure: t.expose('figure', { type: WitnessFigureType, description: 'What they disagree on.' }),
    uniqueId: t.exposeString('party', { nullable: true, description: 'uniqueid of the participant that it is about.' }),
    queue: t.exposeString('queue', { nullable: true, description: 'The queue that it is about.' }),
    agent: t.exposeString('agent', { nullable: true, description: 'The agent whom it is about.' }),
    bridgesSeconds: t.float({
      nullable: true,
      description: 'By the bridges (CEL). Null: nothing told.',
      resolve: ({ bridges }) => secondsOrNull(bridges),
    }),
    queueLogSeconds: t.float({
      nullable: true,
      description: 'By queue_log. Null: nothing told.',
      resolve: ({ queueLog }) => secondsOrNull(queueLog),
    }),
    amiSeconds: t.float({
      nullable: true,
      description: 'By the manager interface. Null: nothing told.',
      resolve: ({ ami }) => secondsOrNull(ami),
    }),
  }),
})
