import { objectsOf } from '../../domain/configuration/configuration.ts'
import { callbackLists } from '../../domain/callbacks/callback-lists.ts'
import { callbackPeriods } from '../../domain/callbacks/callback-periods.ts'
import type { ObjectOf } from '../../domain/configuration/kind.ts'
import { builder } from '../schema/builder.ts'
import { siteOf } from '../configuration/site.ts'
import { needs } from '../rights/rights.ts'

const OfferedList = builder.objectRef<ObjectOf<typeof callbackLists>>('CallbackListOffered').implement({
  description: 'A list that requests can be put into.',
  fields: t => ({
    name: t.exposeString('name', { description: 'Short name.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue whose agents call back.' }),
    description: t.exposeString('description', { nullable: true, description: 'For people; null: nothing is said.' }),
  }),
})

const OfferedPeriod = builder.objectRef<ObjectOf<typeof callbackPeriods>>('CallbackPeriodOffered').implement({
  description: 'A part of the day that requests can be made for, on the clock of the site.',
  fields: t => ({
    name: t.exposeString('name', { description: 'Short name.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    start: t.exposeString('start', { description: 'When it begins, e.g. `09:00`.' }),
    end: t.exposeString('end', { description: 'When it ends, e.g. `12:00`.' }),
    default: t.exposeBoolean('default', { description: 'Whether requests that name no period get it.' }),
    description: t.exposeString('description', { nullable: true, description: 'For people; null: nothing is said.' }),
  }),
})

interface Offer {
  readonly site: string
  readonly lists: readonly ObjectOf<typeof callbackLists>[]
  readonly periods: readonly ObjectOf<typeof callbackPeriods>[]
}

const OfferType = builder.objectRef<Offer>('CallbackOffer').implement({
  description: 'What requests to be called back can be made of at a site.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    lists: t.field({
      type: [OfferedList],
      description: 'The lists of queues that you see, by name.',
      resolve: ({ lists }) => [...lists],
    }),
    periods: t.field({
      type: [OfferedPeriod],
      description: 'The parts of the day, as they begin.',
      resolve: ({ periods }) => [...periods],
    }),
  }),
})

builder.queryField('callbackOffer', t =>
  t.field({
    type: OfferType,
    description:
      'The callback lists of your queues and the parts of the day, as they are configured now: what requestCallback and importCallbackRequests take.',
    args: { site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }) },
    extensions: { ...needs('readCallbacks'), cost: 20 },
    resolve: async (_, { site: named }, context): Promise<Offer> => {
      const site = await siteOf(context, named)
      const { configuration } = await context.configuration.reader.now(site)
      const scope = await context.may.queues()
      const isSeen = (queue: string) => scope === 'all' || scope.some(one => one.site === site && one.name === queue)
      return {
        site,
        lists: objectsOf(configuration, callbackLists)
          .map(({ value }) => value)
          .filter(({ queue }) => isSeen(queue)),
        periods: objectsOf(configuration, callbackPeriods)
          .map(({ value }) => value)
          .sort((a, b) => (a.start < b.start ? -1 : 1)),
      }
    },
  }),
)
