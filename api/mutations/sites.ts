import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { sites, type SiteCommand } from '../../domain/sites/sites.ts'
import { demo, demoStream } from '../../domain/sites/demo.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { needs } from '../rights/rights.ts'
import { SiteType } from '../status/site-type.ts'
import { originOf, payloadRef, settled, type Payload } from './payload.ts'
import { SourceInput, settingsOf } from './source-input.ts'

interface SitePayload extends Payload {
  readonly site: string
}

function sitePayload(name: string, mutation: string) {
  const ref = payloadRef<SitePayload>(name, `Answer of ${mutation}.`)
  builder.objectFields(ref, t => ({
    site: t.field({
      type: SiteType,
      nullable: true,
      description: 'The site as it is now, with its nodes and sources; null when there is none of that name.',
      resolve: async ({ site }, _, { reports }) => (await reports.sites()).find(row => row.site === site) ?? null,
    }),
  }))
  return ref
}

async function decide(command: SiteCommand, context: ApiContext): Promise<SitePayload> {
  const { site } = command
  const node = 'node' in command ? { node: command.node } : {}
  const result = await handleCommand(context.store, sites, command, {
    stream: `site/${site}`,
    site,
    ...node,
    ...originOf(context),
  })
  return { ...(await settled(context, result)), site }
}

const slugText = 'lower-case letters, digits, _ and -, at most 63'

const RegisterSiteInput = builder.inputType('RegisterSiteInput', {
  description: 'A place with a call center.',
  fields: t => ({
    site: t.string({ required: true, description: `Short name, e.g. \`paris\`: ${slugText}. It never changes.` }),
    displayName: t.string({ description: 'Name for people; the short name when left out.' }),
    timeZone: t.field({
      type: 'TimeZone',
      required: true,
      description: 'Zone in which the days of its reports are cut. It never changes.',
    }),
  }),
})

builder.mutationField('registerSite', t =>
  t.field({
    type: sitePayload('RegisterSitePayload', 'registerSite'),
    description: 'Registers a site. Repeating it changes nothing.',
    args: { input: t.arg({ type: RegisterSiteInput, required: true, description: 'The command.' }) },
    extensions: needs('manageSites'),
    resolve: (_, { input: { site, displayName, timeZone } }, context) =>
      decide(
        { type: 'RegisterSite', site, siteId: crypto.randomUUID(), displayName: displayName ?? site, timeZone },
        context,
      ),
  }),
)

const RegisterNodeInput = builder.inputType('RegisterNodeInput', {
  description: 'A PBX of a site.',
  fields: t => ({
    site: t.string({ required: true, description: 'Short name of the site.' }),
    node: t.string({ required: true, description: `Short name, e.g. \`pbx1\`: ${slugText}.` }),
    displayName: t.string({ description: 'Name for people; the short name when left out.' }),
    clockZone: t.field({
      type: 'TimeZone',
      required: true,
      description: 'Zone of the wall clock by which the PBX writes local times into its files.',
    }),
  }),
})

builder.mutationField('registerNode', t =>
  t.field({
    type: sitePayload('RegisterNodePayload', 'registerNode'),
    description: 'Registers a PBX node, or changes the zone of its clock for rows to come.',
    args: { input: t.arg({ type: RegisterNodeInput, required: true, description: 'The command.' }) },
    extensions: needs('manageSites'),
    resolve: (_, { input: { site, node, displayName, clockZone } }, context) =>
      decide(
        { type: 'RegisterNode', site, node, nodeId: crypto.randomUUID(), displayName: displayName ?? node, clockZone },
        context,
      ),
  }),
)

const ConfigureSourceInput = builder.inputType('ConfigureSourceInput', {
  description: 'A source of facts that the server is to follow.',
  fields: t => ({
    site: t.string({ required: true, description: 'Short name of the site.' }),
    node: t.string({ required: true, description: 'Short name of the PBX node.' }),
    source: t.field({ type: SourceInput, required: true, description: 'What is followed, and how.' }),
  }),
})

/** Real rows and invented ones must not stand side by side. */
async function stopDemos(context: ApiContext): Promise<void> {
  const running = (await context.reports.sites()).filter(site => site.demo)
  for (const { site } of running)
    await handleCommand(
      context.store,
      demo,
      { type: 'StopDemo', site },
      { stream: demoStream(site), site, ...originOf(context) },
    )
}

builder.mutationField('configureSource', t =>
  t.field({
    type: sitePayload('ConfigureSourcePayload', 'configureSource'),
    description:
      'Adds a source, or changes the one of this name. The server follows it at once. A running demonstration ends.',
    args: { input: t.arg({ type: ConfigureSourceInput, required: true, description: 'The command.' }) },
    extensions: needs('manageSites'),
    resolve: async (_, { input: { site, node, source } }, context) => {
      const settings = settingsOf(source)
      if ('rule' in settings) return { position: await context.store.lastPosition(), rejections: [settings], site }
      const payload = await decide({ type: 'ConfigureSource', site, node, source: settings }, context)
      if (payload.rejections.length === 0) await stopDemos(context)
      return payload
    },
  }),
)

const RemoveSourceInput = builder.inputType('RemoveSourceInput', {
  description: 'A source that is not to be followed any more.',
  fields: t => ({
    site: t.string({ required: true, description: 'Short name of the site.' }),
    node: t.string({ required: true, description: 'Short name of the PBX node.' }),
    source: t.string({ required: true, description: 'Name of the source.' }),
  }),
})

builder.mutationField('removeSource', t =>
  t.field({
    type: sitePayload('RemoveSourcePayload', 'removeSource'),
    description: 'Stops following a source. What it has given stays.',
    args: { input: t.arg({ type: RemoveSourceInput, required: true, description: 'The command.' }) },
    extensions: needs('manageSites'),
    resolve: (_, { input: { site, node, source } }, context) =>
      decide({ type: 'RemoveSource', site, node, sourceName: source }, context),
  }),
)
