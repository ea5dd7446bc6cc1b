import { eventTypesOf } from '../../domain/configuration/commands.ts'
import type { ConfigurationEvent } from '../../domain/configuration/configuration.ts'
import { configurationStream } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { builder } from '../schema/builder.ts'
import { liveEvents } from '../events/event-subscription.ts'
import { endedBy } from '../live/ended-by.ts'
import { needs } from '../rights/rights.ts'
import { ChangeType, type Change } from './configuration-history.ts'
import { siteOf } from './site.ts'

const types = eventTypesOf(kinds.values())

builder.subscriptionField('configurationChanges', t =>
  t.field({
    type: ChangeType,
    description: 'Every change of the configuration of a site as it is committed, in order, none left out.',
    args: {
      site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
      after: t.arg({
        type: 'Position',
        description:
          'Begin behind this position; from now on when left out. After a break: the last position that came.',
      }),
    },
    extensions: { ...needs('readConfiguration'), cost: 20 },
    subscribe: async (_, { site: named, after }, context) => {
      const stream = configurationStream(await siteOf(context, named))
      const filter = { types: [...types], streams: [stream] }
      return endedBy(context.gone, liveEvents(context.store, filter, after ?? undefined))
    },
    resolve: (event): Change => ({
      site: event.site ?? '',
      event,
      change: event.data as unknown as ConfigurationEvent,
      cursor: String(event.revision),
    }),
  }),
)
