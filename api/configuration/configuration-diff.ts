import type { Configuration } from '../../domain/configuration/configuration.ts'
import { differences, type ObjectDifference } from '../../domain/configuration/difference.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { fileChanges } from '../../domain/pbx-files/file-changes.ts'
import { veiled } from '../../domain/pbx-files/veiled.ts'
import { builder } from '../schema/builder.ts'
import { needs, ofOwnEntities } from '../rights/rights.ts'
import { FileDifferenceType } from './file-types.ts'
import { AsOfInput, configurationAt } from './moment.ts'
import { redacted } from './redacted.ts'
import { siteOf } from './site.ts'

const FieldDifferenceType = builder
  .objectRef<{ readonly field: string; readonly from: unknown; readonly to: unknown }>('FieldDifference')
  .implement({
    description: 'A field that is not the same. Secrets are left out.',
    fields: t => ({
      field: t.exposeString('field', { description: 'Name of the field.' }),
      from: t.field({
        type: 'JSON',
        nullable: true,
        description: 'In the first configuration.',
        resolve: ({ from }) => redacted(from),
      }),
      to: t.field({
        type: 'JSON',
        nullable: true,
        description: 'In the second one.',
        resolve: ({ to }) => redacted(to),
      }),
    }),
  })

const ObjectDifferenceType = builder.objectRef<ObjectDifference>('ObjectDifference').implement({
  description: 'An object that is not the same in two configurations.',
  fields: t => ({
    kind: t.exposeString('kind', { description: 'Kind of the object.' }),
    key: t.exposeString('key', { description: 'Key of the object.' }),
    change: t.string({
      description: '`added`, `removed`, or `changed`.',
      resolve: ({ from, to }) => (from ? (to ? 'changed' : 'removed') : 'added'),
    }),
    fields: t.field({
      type: [FieldDifferenceType],
      description: 'The fields that differ.',
      resolve: ({ from, to }) => {
        const names = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])
        return [...names].flatMap(field => {
          const [was, is] = [from?.[field] ?? null, to?.[field] ?? null]
          return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, from: was, to: is }]
        })
      },
    }),
  }),
})

interface ConfigurationDiff {
  readonly objects: readonly ObjectDifference[]
  readonly was: Configuration
  readonly is: Configuration
  readonly node: string | undefined
}

const ConfigurationDiffType = builder.objectRef<ConfigurationDiff>('ConfigurationDiff').implement({
  description: 'What is different between two configurations.',
  fields: t => ({
    objects: t.field({
      type: [ObjectDifferenceType],
      description: 'Objects that were added, removed or changed.',
      resolve: ({ objects }) => [...objects],
    }),
    files: t.field({
      type: [FileDifferenceType],
      description: 'Files of the PBX nodes that differ; of one node where it was named.',
      extensions: { ...needs('readConfiguration'), cost: 20 },
      resolve: ({ was, is, node }) => [...fileChanges(was, is, veiled, node)],
    }),
  }),
})

builder.queryField('configurationDiff', t =>
  t.field({
    type: ConfigurationDiffType,
    description: 'What is different between the configurations of two moments.',
    args: {
      site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
      from: t.arg({ type: AsOfInput, required: true, description: 'The first moment.' }),
      to: t.arg({ type: AsOfInput, description: 'The second moment; now when left out.' }),
      node: t.arg.string({ description: 'Only files of this media server.' }),
    },
    extensions: { ...needs('readConfiguration', ofOwnEntities), cost: 20 },
    resolve: async (_, { site: named, from, to, node }, context) => {
      const site = await siteOf(context, named)
      const [was, is] = await Promise.all([configurationAt(context, site, from), configurationAt(context, site, to)])
      return {
        objects: differences(was.configuration, is.configuration, kinds),
        was: was.configuration,
        is: is.configuration,
        node: node ?? undefined,
      }
    },
  }),
)
