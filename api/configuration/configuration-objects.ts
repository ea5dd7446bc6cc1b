import { encodeGlobalID } from '@pothos/plugin-relay'
import { objectsOf } from '../../domain/configuration/configuration.ts'
import { capitalised, type ObjectKind } from '../../domain/configuration/kind.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { builder } from '../schema/builder.ts'
import { pageArgs } from '../schema/connections.ts'
import { badInput } from '../schema/errors.ts'
import { ConfigurationType, pageOfKind, type SiteConfiguration, type SiteObject } from './configuration-type.ts'
import { redacted } from './redacted.ts'

interface KindAt {
  readonly at: SiteConfiguration
  readonly kind: ObjectKind
}

const ConfigurationKindType = builder.objectRef<KindAt>('ConfigurationKind').implement({
  description: 'A kind of configured objects, and how many of them there are.',
  fields: t => ({
    kind: t.string({ description: 'Its name, e.g. `queue`.', resolve: ({ kind }) => kind.name }),
    plural: t.string({
      description: 'Its plural: the field of Configuration that has them with all their fields, e.g. `queues`.',
      resolve: ({ kind }) => (kind.key.length === 0 ? kind.name : kind.plural),
    }),
    description: t.string({ description: 'What such an object is.', resolve: ({ kind }) => kind.description }),
    single: t.boolean({
      description: 'There is one of the kind at a site, and always.',
      resolve: ({ kind }) => kind.key.length === 0,
    }),
    count: t.int({
      description: 'How many there are.',
      resolve: ({ at, kind }) => objectsOf(at.configuration, kind).length,
    }),
  }),
})

const ConfigurationObjectType = builder.objectRef<SiteObject>('ConfigurationObject').implement({
  description: 'A configured object of whatever kind: for those who show or search them all alike.',
  fields: t => ({
    object: t.id({
      description: 'Global id: what `node` and `configurationHistory` take.',
      resolve: ({ site, kind, object }) => encodeGlobalID(`${capitalised(kind)}Configuration`, `${site}/${object.id}`),
    }),
    kind: t.exposeString('kind', { description: 'Its kind, e.g. `queue`.' }),
    key: t.string({ description: 'What references to it hold.', resolve: ({ object }) => object.key }),
    revision: t.int({ description: 'How often it was changed.', resolve: ({ object }) => object.revision }),
    value: t.field({
      type: 'JSON',
      description: 'All its fields, by their names in the commands. In place of a secret stands `(secret)`.',
      resolve: ({ object }) => redacted(object.value),
    }),
  }),
})

const ObjectConnection = builder.connectionObject(
  { type: ConfigurationObjectType, name: 'ConfigurationObjectConnection', description: 'A page of objects.' },
  { name: 'ConfigurationObjectEdge', description: 'An object with its cursor.' },
)

builder.objectFields(ConfigurationType, t => ({
  kinds: t.field({
    type: [ConfigurationKindType],
    description: 'Every kind of object, also those of which there is none.',
    resolve: at => [...kinds.values()].map(kind => ({ at, kind })),
  }),
  objects: t.field({
    type: ObjectConnection,
    description: 'The objects of one kind, by key, whatever the kind.',
    args: {
      kind: t.arg.string({ required: true, description: 'Name of the kind, e.g. `queue`.' }),
      search: t.arg.string({ description: 'Only those that hold this text in one of their own texts, in any case.' }),
      ...pageArgs,
    },
    resolve: (at, { kind: named, ...page }) => {
      const kind = kinds.get(named)
      if (!kind) throw badInput('kind', `there is no kind ${named}; there are ${[...kinds.keys()].sort().join(', ')}`)
      return pageOfKind(at, kind, page)
    },
  }),
}))
