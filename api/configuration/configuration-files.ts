import { objectOf } from '../../domain/configuration/configuration.ts'
import { renderFiles } from '../../domain/pbx-files/render.ts'
import { veiled } from '../../domain/pbx-files/veiled.ts'
import { mediaServers } from '../../domain/sites/media-servers.ts'
import { builder } from '../schema/builder.ts'
import { badInput } from '../schema/errors.ts'
import { needs } from '../rights/rights.ts'
import { ConfigurationFileType } from './file-types.ts'
import { AsOfInput, configurationAt } from './moment.ts'
import { siteOf } from './site.ts'

builder.queryField('configurationFiles', t =>
  t.field({
    type: [ConfigurationFileType],
    description: 'The files of a PBX that the configuration of a moment makes, by path.',
    args: {
      node: t.arg.string({ required: true, description: 'Name of the media server.' }),
      site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
      asOf: t.arg({ type: AsOfInput, description: 'The moment; now when left out.' }),
      paths: t.arg.stringList({ description: 'Only these files.' }),
    },
    extensions: { ...needs('readConfiguration'), cost: 20 },
    resolve: async (_, { node, site: named, asOf, paths }, context) => {
      const site = await siteOf(context, named)
      const { configuration } = await configurationAt(context, site, asOf)
      const server = objectOf(configuration, mediaServers, node)?.value
      if (!server) throw badInput('node', `no media server ${node} was configured at ${site} then`)
      const files = renderFiles({ configuration, server, open: veiled })
      return files.filter(({ path }) => !paths || paths.includes(path))
    },
  }),
)
