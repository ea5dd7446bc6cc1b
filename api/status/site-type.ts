import { isSampleSite } from '../../domain/sites/site-meant.ts'
import type { NodeRow, SiteRow, SourceRow } from '../../projections/directory/types.ts'
import { builder } from '../schema/builder.ts'
import { needs } from '../rights/rights.ts'

const SourceSettingsType = builder.objectRef<SourceRow>('SourceSettings').implement({
  description: 'A source as it is configured.',
  fields: t => ({
    name: t.exposeString('name', { description: 'Name, unique at its node.' }),
    kind: t.string({
      description: '`queue_log_file`, `cel_file`, `database` or `ami`.',
      resolve: ({ settings }) => settings.kind,
    }),
    path: t.string({
      nullable: true,
      description: 'Path of the file; null where it is none.',
      resolve: ({ settings }) => ('path' in settings ? settings.path : null),
    }),
    url: t.string({
      nullable: true,
      description: 'Address of the database without its password; null where it is none.',
      resolve: ({ settings }) => ('url' in settings ? withoutPassword(settings.url) : null),
    }),
    address: t.string({
      nullable: true,
      description: 'Host and port of the manager interface, `host:port`; null where it is none.',
      resolve: ({ settings }) => (settings.kind === 'ami' ? addressOf(settings) : null),
    }),
    user: t.string({
      nullable: true,
      description: 'User of the manager interface; null where it is none. His secret is stored nowhere.',
      resolve: ({ settings }) => (settings.kind === 'ami' ? settings.user : null),
    }),
    configuredAt: t.expose('configuredAt', {
      type: 'DateTime',
      description: 'When it was configured or changed last.',
    }),
  }),
})

const addressOf = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

/** Somebody may have written it into the address although there is a field for its name. */
function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url
  const parsed = new URL(url)
  parsed.password = ''
  return parsed.toString()
}

const NodeType = builder.objectRef<NodeRow>('PbxNode').implement({
  description: 'A PBX of a site.',
  fields: t => ({
    node: t.exposeString('node', { description: 'Short name.' }),
    nodeId: t.exposeString('nodeId', { description: 'UUID.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    clockZone: t.expose('clockZone', {
      type: 'TimeZone',
      description: 'Zone of the wall clock that its files are written by.',
    }),
    sources: t.expose('sources', {
      type: [SourceSettingsType],
      description: 'What is followed there.',
      extensions: needs('readSources'),
    }),
  }),
})

export const SiteType = builder.objectRef<SiteRow>('Site').implement({
  description: 'A place with a call center.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name: the first word of every name of a queue or an agent.' }),
    siteId: t.exposeString('siteId', { description: 'UUID.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    timeZone: t.expose('timeZone', { type: 'TimeZone', description: 'Zone in which the days of its reports are cut.' }),
    demo: t.exposeBoolean('demo', { description: 'The simulator runs here: nothing shown of the site is real.' }),
    sample: t.boolean({
      description: 'It is the recording of a real PBX that comes with Ringledger: over, and nobody’s to configure.',
      resolve: isSampleSite,
    }),
    nodes: t.expose('nodes', { type: [NodeType], description: 'Its PBX nodes.' }),
  }),
})

builder.queryField('sites', t =>
  t.field({
    type: [SiteType],
    description: 'The registered sites that you may see, by name.',
    extensions: { ...needs('readSites'), cost: 5 },
    resolve: async (_, __, { reports, may }) => {
      const visible = await may.sites()
      return (await reports.sites()).filter(({ site }) => visible === 'all' || visible.has(site))
    },
  }),
)
