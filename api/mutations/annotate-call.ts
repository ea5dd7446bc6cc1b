import { builder } from '../schema/builder.ts'
import { needs } from '../rights/rights.ts'
import { correctCall, correctedCallRef } from './corrected-call.ts'

const AnnotateCallInput = builder.inputType('AnnotateCallInput', {
  description: 'What is said about a call. Give a note, tags, or both.',
  fields: t => ({
    id: t.globalID({ required: true, description: 'Global id of the call.' }),
    note: t.string({ description: 'A note of at most 2,000 characters. Notes are added, never changed.' }),
    addTags: t.stringList({ description: 'Tags to add, of at most 32 characters each; a call has at most 50.' }),
    removeTags: t.stringList({ description: 'Tags to remove; those that it does not have are passed over.' }),
  }),
})

const AnnotateCallPayload = correctedCallRef('AnnotateCallPayload', 'Answer of annotateCall.')

builder.mutationField('annotateCall', t =>
  t.field({
    type: AnnotateCallPayload,
    description: 'Writes a note about a call and gives it tags, by which it is found. Its facts and figures stay.',
    args: { input: t.arg({ type: AnnotateCallInput, required: true, description: 'The command.' }) },
    extensions: needs('annotateCalls'),
    resolve: (_, { input: { id, note, addTags, removeTags } }, context) =>
      correctCall(context, id, () => ({
        type: 'AnnotateCall',
        note: note ?? null,
        addTags: addTags ?? [],
        removeTags: removeTags ?? [],
      })),
  }),
)

const KeyValueInput = builder.inputType('KeyValueInput', {
  description: 'Data that belong to a call.',
  fields: t => ({
    key: t.string({
      required: true,
      description:
        'At most 100 characters without `=`. `recording`, `recordingid` and `xivo_recording_expiration` belong to the PBX.',
    }),
    value: t.string({ required: true, description: 'At most 2,000 characters.' }),
  }),
})

const AttachCallDataInput = builder.inputType('AttachCallDataInput', {
  description: 'To which call, and what.',
  fields: t => ({
    id: t.globalID({ required: true, description: 'Global id of the call.' }),
    data: t.field({
      type: [KeyValueInput],
      required: true,
      description: 'At most 50 pairs. A key may have several values; a pair that the call has already changes nothing.',
    }),
  }),
})

const AttachCallDataPayload = correctedCallRef('AttachCallDataPayload', 'Answer of attachCallData.')

builder.mutationField('attachCallData', t =>
  t.field({
    type: AttachCallDataPayload,
    description:
      'Attaches data to a call, beside those that the dialplan attached (contact-center 3.5). All of them, or none when one is refused.',
    args: { input: t.arg({ type: AttachCallDataInput, required: true, description: 'The command.' }) },
    extensions: needs('annotateCalls'),
    resolve: (_, { input: { id, data } }, context) =>
      correctCall(context, id, () => ({
        type: 'AttachCallData',
        data: data.map(({ key, value }) => ({ key, value })),
      })),
  }),
)
