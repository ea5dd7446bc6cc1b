import { parseConf, type ConfSection, type Misread, type ReadConf } from '../../pbx-files/read/parse-conf.ts'
import { contexts } from '../../routing/dialplan/contexts.ts'
import { musicOnHold } from '../../routing/music-on-hold.ts'
import { withoutName } from '../check-value.ts'
import type { ConfigurationCommand } from '../commands.ts'
import { initialConfiguration } from '../configuration.ts'
import { decideChangeSet } from '../decide.ts'
import { capitalised } from '../kind.ts'
import { kinds } from '../kinds.ts'
import { adoptAgents } from './agents.ts'
import { adoptPenaltyRules } from './penalty-rules.ts'
import { adoptPjsip, type ContextUse } from './pjsip.ts'
import { proposeDefinition, type Proposal, type ProposedCommand } from './proposal.ts'
import { adoptQueues } from './queues.ts'
import { sectionReader } from './section-reader.ts'
import { adoptVoicemail } from './voicemail.ts'

export interface Adoption {
  /** The change set that reproduces the files on a site where nothing is configured. */
  readonly commands: readonly ConfigurationCommand[]
  /** What is not in it, with the place. */
  readonly notUnderstood: readonly Misread[]
}

/**
 * An existing directory of a plain Asterisk: queues.conf, queuerules.conf, pjsip.conf, voicemail.conf, agents.conf, musiconhold.conf and what they include. A
 * command that no rule lets through is told and left out: the rest can be applied.
 */
export function adopt(read: ReadConf): Adoption {
  const proposal: Proposal = { commands: [], problems: [] }
  const conf = (path: string) => {
    const parsed = parseConf(path, read)
    proposal.problems.push(...parsed.problems)
    return parsed
  }
  const voicemail = adoptVoicemail(conf('voicemail.conf'), proposal)
  const sip = adoptPjsip(conf('pjsip.conf'), voicemail.mailboxes, proposal)
  const fallback = sip.lineContexts[0]?.context ?? 'default'
  const agents = adoptAgents(conf('agents.conf'), fallback, proposal)
  adoptPenaltyRules(conf('queuerules.conf'), proposal)
  adoptQueues(conf('queues.conf'), { agents, userOf: channel => sip.users.get(channel) }, proposal)
  adoptMusic(conf('musiconhold.conf').sections, proposal)
  adoptContexts(
    [
      ...sip.lineContexts,
      ...voicemail.contexts.map(({ name, file, line }) => ({ context: name, file, line })),
      ...(agents.size > 0 ? [{ context: fallback, file: 'agents.conf', line: 1 }] : []),
    ],
    'internal',
    proposal,
  )
  adoptContexts(sip.trunkContexts, 'incall', proposal)
  for (const other of ['sip.conf', 'iax.conf', 'chan_dahdi.conf'])
    if (read(other).length > 0)
      proposal.problems.push({
        file: other,
        line: 1,
        key: null,
        message: `${other} is not read; only PJSIP can be rendered`,
      })
  return whatRulesLetThrough(proposal)
}

/** Of the dialplan only the names of contexts are known here: what is in them is not read. */
function adoptContexts(uses: readonly ContextUse[], type: string, proposal: Proposal): void {
  for (const { context: name, file, line } of uses) {
    const known = proposal.commands.some(({ command }) => command['defineContext']?.['name'] === name)
    if (!known) proposeDefinition(proposal, { file, line, name }, contexts, { name, displayName: name, type })
  }
}

function adoptMusic(sections: readonly ConfSection[], proposal: Proposal): void {
  const defined = new Set(['default', ...sections.map(({ name }) => name)])
  for (const { command, ...place } of [...proposal.commands])
    for (const used of Object.values(command).map(values => values['musicOnHold'])) {
      if (typeof used !== 'string' || defined.has(used)) continue
      defined.add(used)
      proposeDefinition(proposal, { ...place, name: used }, musicOnHold, { name: used })
    }
  for (const section of sections) {
    const reader = sectionReader(section, proposal.problems)
    if (section.name === 'general') {
      reader.finish()
      continue
    }
    const mode = reader.oneOf('mode', ['files', 'mp3', 'quietmp3', 'custom'])
    const values = {
      mode: mode === 'quietmp3' ? 'mp3' : mode,
      directory: directoryOf(reader.text('directory'), section.name),
      application: reader.text('application'),
      random: reader.text('sort') === 'random' || reader.flag('random'),
    }
    reader.known('sort')
    reader.finish()
    if (section.name !== 'default') proposeDefinition(proposal, section, musicOnHold, { name: section.name, ...values })
  }
}

/** The usual place, relative or not, is where it is without saying so. */
const directoryOf = (path: string | undefined, name: string): string | undefined =>
  path === undefined || !path.startsWith('/') || path.endsWith(`/moh/${name}`) ? undefined : path

/** Decided together on nothing; what is refused is taken out, until the rest is accepted. */
function whatRulesLetThrough({ commands: proposed, problems }: Proposal): Adoption {
  const nothing = initialConfiguration(kinds)
  const notUnderstood = [...problems]
  let left: readonly ProposedCommand[] = inOrder(proposed)
  for (;;) {
    const commands = left.map(({ command }) => command)
    const decision = decideChangeSet({ commands }, nothing, { kinds, seal: plain => plain })
    if (decision.accepted) return { commands, notUnderstood: inPlace(notUnderstood) }
    const wrong = new Map<ProposedCommand, Refused[]>()
    for (const rejection of decision.rejections) {
      const { field, message } = rejection
      const [, index = '', path = ''] = /^commands\[(\d+)\](?:\.\w+\.?(.*))?$/.exec(field) ?? []
      const one = left[Number(index)]
      if (!one) throw new Error(`${field} is about no command: ${message}`)
      wrong.set(one, [...(wrong.get(one) ?? []), { path, message: withoutName(rejection) ?? message }])
    }
    left = left.flatMap(one => {
      const refused = wrong.get(one)
      if (!refused) return [one]
      const kept = withoutRefused(one, refused)
      const { file, line, key } = one
      for (const { path, message } of refused) {
        const what = kept.length === 0 ? `[${key}] is left out, ${path}` : `[${key}] ${path} is left out`
        notUnderstood.push({ file, line, key, message: `${what}: ${message}` })
      }
      return kept
    })
  }
}

interface Refused {
  /** Within the command. */
  readonly path: string
  readonly message: string
}

/** Nothing that opens a door is left out for itself: `deny` of a line or trunk, a password. A user is there for his line. */
const wholeOrNot = /^(?:defineLine|defineTrunk|defineUser\.lines)\b/

/** What stays of a command without the fields and entries that were refused; nothing, where they are what it is about. */
function withoutRefused(one: ProposedCommand, refused: readonly Refused[]): readonly ProposedCommand[] {
  const [name = ''] = Object.keys(one.command)
  const values = structuredClone(one.command[name] ?? {}) as Record<string, unknown>
  const kind = [...kinds.values()].find(({ name: of }) => name.slice('define'.length) === capitalised(of))
  for (const { path } of [...refused].reverse()) {
    const [field = '', ...deeper] = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.')
    const isSecret = kind?.fields[field]?.shape.type === 'secret'
    if (
      isSecret ||
      wholeOrNot.test(`${name}.${field}`) ||
      kind?.key.includes(field) ||
      !removed(values, [field, ...deeper])
    )
      return []
  }
  return [{ ...one, command: { [name]: values } }]
}

type Node = Record<string, unknown> | unknown[]

/** @returns false when there is nothing at the path: it was missing, and is needed */
function removed(node: Node, [name = '', ...deeper]: readonly string[]): boolean {
  const inner = (node as Record<string, unknown>)[name]
  if (inner === undefined || inner === null) return false
  if (Array.isArray(node)) node.splice(Number(name), 1)
  else if (deeper.length > 0 && typeof inner === 'object') return removed(inner as Node, deeper)
  else Reflect.deleteProperty(node, name)
  return true
}

/** Documents have what is referred to first. */
function inOrder(commands: readonly ProposedCommand[]): readonly ProposedCommand[] {
  const names = [...kinds.keys()].map(name => name.toLowerCase())
  const rank = ({ command }: ProposedCommand) =>
    names.indexOf((Object.keys(command)[0] ?? '').replace(/^(?:define|change)/, '').toLowerCase())
  return [...commands].sort((a, b) => rank(a) - rank(b))
}

const inPlace = (problems: readonly Misread[]): readonly Misread[] =>
  [...problems].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
