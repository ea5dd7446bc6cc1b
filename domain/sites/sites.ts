import { accept, nothingToDo, reject, type Decider } from '../kernel/decider.ts'
import { isZone } from '../kernel/zone.ts'
import type { FactKind } from '../pbx/facts.ts'
import { amiSourceProblems, type AmiSource } from './ami-source.ts'

/** A place with a call center. `site` is its short name: the first word of every figure's key. */
export type SiteCommand =
  | { type: 'RegisterSite'; site: string; siteId: string; displayName: string; timeZone: string }
  | { type: 'RegisterNode'; site: string; node: string; nodeId: string; displayName: string; clockZone: string }
  | { type: 'ConfigureSource'; site: string; node: string; source: SourceSettings }
  | { type: 'RemoveSource'; site: string; node: string; sourceName: string }

/** What `serve` follows. A secret is named, never stored: `passwordFrom` is an environment variable. */
export type SourceSettings =
  | {
      readonly name: string
      readonly kind: 'queue_log_file' | 'cel_file'
      readonly path: string
      readonly celFields?: readonly string[]
    }
  | {
      readonly name: string
      readonly kind: 'database'
      readonly url: string
      readonly tables: readonly ('queue_log' | 'cel')[]
      readonly passwordFrom?: string
    }
  | AmiSource
  /** Rows of these kinds are sent by `ringledger collect` on the node itself. */
  | { readonly name: string; readonly kind: 'collector'; readonly kinds: readonly FactKind[] }

export type SiteEvent =
  | { type: 'SiteRegistered'; site: string; siteId: string; displayName: string; timeZone: string }
  | { type: 'NodeRegistered'; site: string; node: string; nodeId: string; displayName: string; clockZone: string }
  | { type: 'SourceConfigured'; site: string; node: string; source: SourceSettings }
  | { type: 'SourceRemoved'; site: string; node: string; sourceName: string }

export interface Site {
  readonly registered: boolean
  readonly timeZone: string
  readonly nodes: ReadonlyMap<
    string,
    { readonly clockZone: string; readonly sources: ReadonlyMap<string, SourceSettings> }
  >
}

const slug = /^[a-z0-9][a-z0-9_-]{0,62}$/
const slugRule = 'lower-case letters, digits, _ and -, at most 63, starting with a letter or digit'

/** One stream a site (`site/<site>`): its registration, its nodes, their sources. */
export const sites: Decider<SiteCommand, SiteEvent, Site> = {
  initial: { registered: false, timeZone: 'UTC', nodes: new Map() },

  decide(command, site) {
    if (!slug.test(command.site)) return reject('site', 'slug', slugRule)
    switch (command.type) {
      case 'RegisterSite':
        if (!isZone(command.timeZone))
          return reject('timeZone', 'zone', `${command.timeZone} is not an IANA time zone; write e.g. Europe/Paris`)
        if (!site.registered) return accept({ ...command, type: 'SiteRegistered' })
        if (site.timeZone !== command.timeZone)
          return reject(
            'timeZone',
            'unchanged',
            `site ${command.site} is registered with ${site.timeZone}; its reports are cut in that zone`,
          )
        return nothingToDo
      case 'RegisterNode': {
        if (!site.registered) return reject('site', 'exists', `there is no site ${command.site}; register it first`)
        if (!slug.test(command.node)) return reject('node', 'slug', slugRule)
        if (!isZone(command.clockZone))
          return reject('clockZone', 'zone', `${command.clockZone} is not an IANA time zone; write e.g. Europe/Paris`)
        const known = site.nodes.get(command.node)
        return known?.clockZone === command.clockZone ? nothingToDo : accept({ ...command, type: 'NodeRegistered' })
      }
      case 'ConfigureSource': {
        const node = site.nodes.get(command.node)
        if (!node)
          return reject('node', 'exists', `there is no node ${command.node} at site ${command.site}; register it first`)
        if (!slug.test(command.source.name)) return reject('source.name', 'slug', slugRule)
        const rejections = command.source.kind === 'ami' ? amiSourceProblems(command.source) : []
        if (rejections.length > 0) return { accepted: false, rejections }
        const same = JSON.stringify(node.sources.get(command.source.name)) === JSON.stringify(command.source)
        return same ? nothingToDo : accept({ ...command, type: 'SourceConfigured' })
      }
      case 'RemoveSource': {
        const node = site.nodes.get(command.node)
        if (!node) return reject('node', 'exists', `there is no node ${command.node} at site ${command.site}`)
        return node.sources.has(command.sourceName) ? accept({ ...command, type: 'SourceRemoved' }) : nothingToDo
      }
    }
  },

  evolve(site, event) {
    switch (event.type) {
      case 'SiteRegistered':
        return { ...site, registered: true, timeZone: event.timeZone }
      case 'NodeRegistered': {
        const sources = site.nodes.get(event.node)?.sources ?? new Map<string, SourceSettings>()
        return { ...site, nodes: new Map(site.nodes).set(event.node, { clockZone: event.clockZone, sources }) }
      }
      case 'SourceConfigured':
        return withSources(site, event.node, sources => sources.set(event.source.name, event.source))
      case 'SourceRemoved':
        return withSources(site, event.node, sources => {
          sources.delete(event.sourceName)
        })
    }
  },
}

function withSources(site: Site, node: string, change: (sources: Map<string, SourceSettings>) => unknown): Site {
  const known = site.nodes.get(node)
  if (!known) return site
  const sources = new Map(known.sources)
  change(sources)
  return { ...site, nodes: new Map(site.nodes).set(node, { ...known, sources }) }
}
