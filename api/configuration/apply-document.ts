import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { needs, ofOwnEntities } from '../rights/rights.ts'
import { ApplyChangeSetPayload, send, type ChangeSetPayload } from './change-sets.ts'
import { parseConfigurationDocument } from './document.ts'
import { siteOf } from './site.ts'

const ApplyConfigurationDocumentInput = builder.inputType('ApplyConfigurationDocumentInput', {
  description: 'A change set as it is kept in a file, for people who paste one.',
  fields: t => ({
    site: t.string({
      description: 'Short name of the site; may be left out where the document names it, or there is only one.',
    }),
    document: t.string({
      required: true,
      description:
        'YAML or JSON, as `ringledger config apply` takes it: `commands`, and `site`, `comment`, `effectiveAt` if wanted.',
    }),
    comment: t.string({ description: 'Why, for the history; that of the document when left out.' }),
    dryRun: t.boolean({ description: 'Decide and answer, store nothing.' }),
    expectedPosition: t.field({
      type: 'Position',
      description: 'Position of the configuration that it was previewed on; refused when that has changed since.',
    }),
  }),
})

builder.mutationField('applyConfigurationDocument', t =>
  t.field({
    type: ApplyChangeSetPayload,
    description: 'As applyChangeSet, for a change set in the text of a document.',
    args: { input: t.arg({ type: ApplyConfigurationDocumentInput, required: true, description: 'The document.' }) },
    extensions: needs('changeConfiguration', ofOwnEntities),
    resolve: async (_, { input }, context) => {
      const parsed = read(input.document)
      if (typeof parsed === 'string') return unread(context, 'document', parsed)
      if (input.site && parsed.site !== undefined && parsed.site !== input.site)
        return unread(context, 'site', `the document is for site ${parsed.site}, not for ${input.site}`)
      const { dryRun, expectedPosition } = input
      return send(context, {
        site: await siteOf(context, input.site ?? parsed.site),
        commands: parsed.commands,
        comment: input.comment ?? parsed.comment ?? null,
        dryRun: dryRun ?? false,
        ...(expectedPosition === null || expectedPosition === undefined ? {} : { expectedPosition }),
        ...(parsed.effectiveAt === undefined ? {} : { effectiveAt: parsed.effectiveAt }),
      })
    },
  }),
)

/** @returns what is wrong with the text, and in which line, when it is no document */
function read(text: string): ReturnType<typeof parseConfigurationDocument> | string {
  try {
    return parseConfigurationDocument(text, 'the document')
  } catch (error) {
    if (error instanceof Error) return error.message
    throw error
  }
}

async function unread({ store }: Pick<ApiContext, 'store'>, field: string, message: string): Promise<ChangeSetPayload> {
  return {
    position: await store.lastPosition(),
    rejections: [{ field, rule: 'document', message }],
    events: [],
    cannotBeRestored: [],
    warnings: () => [],
    files: () => [],
    scheduled: () => Promise.resolve(null),
  }
}
