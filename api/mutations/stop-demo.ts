import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { demo, demoStream } from '../../domain/sites/demo.ts'
import { builder } from '../schema/builder.ts'
import { needs } from '../rights/rights.ts'
import { SiteType } from '../status/site-type.ts'
import { originOf, payloadRef, settled, type Payload } from './payload.ts'

const StopDemoPayload = payloadRef<Payload & { readonly site: string }>('StopDemoPayload', 'Answer of stopDemo.')

builder.objectFields(StopDemoPayload, t => ({
  site: t.field({
    type: SiteType,
    nullable: true,
    description: 'The site as it is now; null when there is none of that name.',
    resolve: async ({ site }, _, { reports }) => (await reports.sites()).find(row => row.site === site) ?? null,
  }),
}))

const StopDemoInput = builder.inputType('StopDemoInput', {
  description: 'Which demonstration.',
  fields: t => ({ site: t.string({ description: 'Short name of its site; `demo` when left out.' }) }),
})

builder.mutationField('stopDemo', t =>
  t.field({
    type: StopDemoPayload,
    description: 'Ends the demonstration: the simulator invents no more calls. What it has invented stays, marked.',
    args: { input: t.arg({ type: StopDemoInput, required: true, description: 'The command.' }) },
    extensions: needs('runDemo'),
    resolve: async (_, { input }, context) => {
      const site = input.site ?? 'demo'
      const envelope = { stream: demoStream(site), site, ...originOf(context) }
      const result = await handleCommand(context.store, demo, { type: 'StopDemo', site }, envelope)
      return { ...(await settled(context, result)), site }
    },
  }),
)
