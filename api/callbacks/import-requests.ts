import { callbackRequests, type RequestCallback } from '../../domain/callbacks/handle-request.ts'
import { overdueAt } from '../../domain/callbacks/overdue.ts'
import { mostImportedCallbacks, readCallbackRequests } from '../../domain/callbacks/read-requests.ts'
import { callbackStream, type CallbackEvent } from '../../domain/callbacks/request-events.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { StreamAppend } from '../../domain/kernel/event-store.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { originOf, payloadRef, processed, type Payload } from '../mutations/payload.ts'
import { needs } from '../rights/rights.ts'
import { callbackDesk, type CallbackDesk } from './offer.ts'

interface ImportPayload extends Payload {
  readonly imported: number
  readonly known: number
  /** What was taken and may not be what was meant. */
  readonly warnings: readonly Rejection[]
}

const ImportPayloadType = payloadRef<ImportPayload>(
  'ImportCallbackRequestsPayload',
  'Answer of importCallbackRequests.',
)

const ImportWarningType = builder.objectRef<Rejection>('CallbackImportWarning').implement({
  description: 'What is taken of a file of requests, and may not be what was meant.',
  fields: t => ({
    field: t.exposeString('field', {
      description: 'Row and column, such as `rows[1].dueDate`: the day of the second request.',
    }),
    rule: t.exposeString('rule', { description: 'Stable name: `past`.' }),
    message: t.exposeString('message', { description: 'What may be wrong, for a person.' }),
  }),
})

builder.objectFields(ImportPayloadType, t => ({
  imported: t.exposeInt('imported', {
    description: 'Requests that were made, or would be (dryRun); 0 when it was refused.',
  }),
  known: t.exposeInt('known', { description: 'Requests that this import had made already.' }),
  warnings: t.field({
    type: [ImportWarningType],
    description:
      'What is taken and may not be what was meant: days that are over. Of requests that this import had made already there are none.',
    resolve: ({ warnings }) => [...warnings],
  }),
}))

const ImportCallbackRequestsInput = builder.inputType('ImportCallbackRequestsInput', {
  description: 'Requests in a file.',
  fields: t => ({
    site: t.string({ required: true, description: 'Short name of the site.' }),
    list: t.string({ required: true, description: 'Short name of the callback list.' }),
    csv: t.string({
      required: true,
      description: `The text of the file: a header of phoneNumber, mobilePhoneNumber, firstName, lastName, company, description, dueDate, period, separated by |, ; or a comma; at most ${mostImportedCallbacks} requests.`,
    }),
    importId: t.string({
      description:
        'Made up by who sends it, so that the same file can be sent again without making its requests twice.',
    }),
    dryRun: t.boolean({ description: 'Decide and answer, make nothing.' }),
  }),
})

const isImportId = /^[\w.-]{1,80}$/

builder.mutationField('importCallbackRequests', t =>
  t.field({
    type: ImportPayloadType,
    description:
      'Makes the requests of a CSV file, all of them or none (contact-center 14). A day that is over is taken, since what was not done elsewhere may be brought here, and told.',
    args: { input: t.arg({ type: ImportCallbackRequestsInput, required: true, description: 'The command.' }) },
    extensions: needs('handleCallbacks'),
    resolve: async (_, { input: { site, list, csv, importId, dryRun } }, context) => {
      const desk = await callbackDesk(context, site)
      if (!desk) return refused(context, [{ field: 'site', rule: 'exists', message: `there is no site ${site}` }])
      if (!desk.offer.lists.some(one => one.list === list))
        return refused(context, [{ field: 'list', rule: 'exists', message: `there is no callback list ${list}` }])
      const named = importId ?? crypto.randomUUID()
      if (!isImportId.test(named))
        return refused(context, [{ field: 'importId', rule: 'id', message: 'at most 80 letters, digits and _ . -' }])
      const read = readCallbackRequests(csv, list, row => `${named}.${row}`)
      return read.ok ? make(context, site, desk, read.requests, dryRun === true) : refused(context, read.rejections)
    },
  }),
)

async function make(
  context: ApiContext,
  site: string,
  desk: CallbackDesk,
  requests: readonly RequestCallback[],
  dryRun: boolean,
): Promise<ImportPayload> {
  const { store } = context
  const origin = originOf(context)
  const newEvent = (event: CallbackEvent) => ({ type: event.type, data: { ...event }, site, ...origin })
  const decided = requests.map(request => callbackRequests(desk.offer, desk.isAgent).decide(request, undefined))
  const rejections = decided.flatMap((decision, i) =>
    decision.accepted ? [] : decision.rejections.map(one => ({ ...one, field: `rows[${i}].${one.field}` })),
  )
  if (rejections.length > 0) return refused(context, rejections)
  for (let attempt = 0; ; attempt++) {
    const isKnown = await Promise.all(requests.map(({ id }) => exists(context, callbackStream(site, id))))
    const appends = decided.flatMap((decision, i): StreamAppend[] => {
      const id = requests[i]?.id
      if (!decision.accepted || isKnown[i] || id === undefined) return []
      return [{ stream: callbackStream(site, id), expected: 'no-stream', events: decision.events.map(newEvent) }]
    })
    const known = requests.length - appends.length
    const warnings = overdueAt(requests, desk.offer.today)
      .filter((_, i) => !isKnown[i])
      .flatMap(one => one ?? [])
    if (dryRun || appends.length === 0)
      return { position: await store.lastPosition(), rejections: [], imported: appends.length, known, warnings }
    const result = await store.append(appends)
    if (result.ok) {
      await processed(context, result.lastPosition)
      return { position: result.lastPosition, rejections: [], imported: appends.length, known, warnings }
    }
    // The same import was sent twice at once: what the other one made is known now.
    if (attempt > 0) throw new Error(`the requests of ${site} could not be stored: their streams change all the time`)
  }
}

async function exists({ store }: ApiContext, stream: string): Promise<boolean> {
  for await (const { events } of store.readStream(stream)) if (events.length > 0) return true
  return false
}

const refused = async ({ store }: ApiContext, rejections: readonly Rejection[]): Promise<ImportPayload> => ({
  position: await store.lastPosition(),
  rejections,
  imported: 0,
  known: 0,
  warnings: [],
})
