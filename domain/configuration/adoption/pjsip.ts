import type { ParsedConf } from '../../pbx-files/read/parse-conf.ts'
import { sipSettings } from '../../routing/sip/sip-settings.ts'
import { browserEndpointOf } from '../../users/lines.ts'
import { generalOptions, mostCommon, type GeneralOptions } from './endpoint-options.ts'
import { numberAt } from '../numbers.ts'
import { adoptLine, callerIdOf } from './lines.ts'
import { pjsipObjects, type Endpoint, type PjsipObjects } from './pjsip-objects.ts'
import { proposeSettings, type Proposal } from './proposal.ts'
import type { SectionReader } from './section-reader.ts'
import { adoptTrunk } from './trunks.ts'

interface AdoptedPjsip {
  /** By channel: PJSIP/alice. */
  readonly users: ReadonlyMap<string, string>
  /** Context of each line, and of the trunks. */
  readonly lineContexts: readonly ContextUse[]
  readonly trunkContexts: readonly ContextUse[]
  readonly music: ReadonlySet<string>
}

export interface ContextUse {
  readonly context: string
  readonly file: string
  readonly line: number
}

/** pjsip.conf: what registers here is a line with its user; what is known by an address, or is registered with, is a trunk. */
export function adoptPjsip(conf: ParsedConf, mailboxes: ReadonlySet<string>, proposal: Proposal): AdoptedPjsip {
  const objects = pjsipObjects(conf, proposal.problems)
  const endpoints = endpointsOf(objects)
  const site = mostCommon(endpoints.map(({ general }) => general))
  adoptSettings(objects, site, proposal)
  for (const { file, line, name } of objects.transports)
    proposal.problems.push({
      file,
      line,
      key: name,
      message: `[${name}] a transport is the media server's: define it with its address (defineMediaServer)`,
    })

  const users = new Map<string, string>()
  const lineContexts: ContextUse[] = []
  const trunkContexts: ContextUse[] = []
  const music = new Set<string>()
  const taken = new Set<string>()
  const shared = sharedNumbers(endpoints.filter(endpoint => !isOutside(endpoint, objects)))
  for (const endpoint of endpoints) {
    const { file, line } = endpoint.reader.section
    const context = contextOf(endpoint)
    const isTrunk = isOutside(endpoint, objects)
    ;(isTrunk ? trunkContexts : lineContexts).push({ context, file, line })
    const hold = endpoint.reader.text('moh_suggest')
    if (hold !== undefined) music.add(hold)
    if (isTrunk) adoptTrunk(endpoint, context, objects, site, proposal)
    else
      users.set(
        `PJSIP/${endpoint.name}`,
        adoptLine({ endpoint, context, objects, site, mailboxes, shared, taken }, proposal),
      )
  }
  objects.finish()
  return { users, lineContexts, trunkContexts, music }
}

const contextOf = ({ reader }: Endpoint): string => reader.text('context') ?? 'default'

function sharedNumbers(endpoints: readonly Endpoint[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const endpoint of endpoints) {
    const { number } = callerIdOf(endpoint.reader)
    const place = numberAt(number ?? '', contextOf(endpoint))
    if (number !== undefined && seen.has(place)) shared.add(place)
    seen.add(place)
  }
  return shared
}

function endpointsOf(objects: PjsipObjects): readonly Endpoint[] {
  const names = new Set(objects.endpoints.map(({ section }) => section.name))
  const isBrowserOf = (reader: SectionReader) => {
    const { name } = reader.section
    const main = name.endsWith('_w') ? name.slice(0, -2) : undefined
    return main !== undefined && names.has(main) && reader.text('auth') === main
  }
  return objects.endpoints.flatMap(reader => {
    const { name } = reader.section
    const aor = objects.aor(reader.text('aors')?.split(',')[0]?.trim())
    const general = generalOptions(reader, aor)
    if (isBrowserOf(reader)) {
      reader.known(...reader.section.settings.map(setting => setting.name.toLowerCase()))
      aor?.known(...aor.section.settings.map(setting => setting.name.toLowerCase()))
      return []
    }
    const hasBrowser = objects.endpoints.some(one => one.section.name === browserEndpointOf(name) && isBrowserOf(one))
    return [{ reader, name, aor, general, hasBrowser }]
  })
}

const isOutside = ({ reader, aor, name }: Endpoint, { registrations, identifications }: PjsipObjects): boolean =>
  reader.text('outbound_auth') !== undefined ||
  aor?.text('contact') !== undefined ||
  identifications.some(one => one.text('endpoint') === name) ||
  registrations.some(one => one.text('endpoint') === name)

function adoptSettings({ globals }: PjsipObjects, site: Partial<GeneralOptions>, proposal: Proposal): void {
  const [global] = globals
  global?.known('default_voicemail_extension')
  const values = { realm: global?.text('default_realm'), ...site }
  const place = global?.section ?? { file: 'pjsip.conf', line: 1, name: 'global' }
  proposeSettings(proposal, place, sipSettings, values)
}
