import { emptyConditions, queues, strategies } from '../../queues/configured-queues.ts'
import type { ParsedConf } from '../../pbx-files/read/parse-conf.ts'
import { proposeDefinition, type Proposal } from './proposal.ts'
import { sectionReader, type SectionReader } from './section-reader.ts'

/** What members may be. */
interface KnownMembers {
  readonly agents: ReadonlySet<string>
  /** The user of a channel such as PJSIP/alice. */
  readonly userOf: (channel: string) => string | undefined
}

/**
 * queues.conf. What a section does not say is as Asterisk has it by itself (app_queue.c), not as a new queue is here. In which number it is
 * dialled only the dialplan knew.
 */
export function adoptQueues({ sections }: ParsedConf, known: KnownMembers, proposal: Proposal): void {
  const general = sections.find(({ name }) => name === 'general')
  const generalReader = general && sectionReader(general, proposal.problems)
  const autofill = generalReader?.flag('autofill') ?? true
  if (generalReader) generalSettings(generalReader)
  for (const section of sections) {
    if (section === general) continue
    const reader = sectionReader(section, proposal.problems)
    const values = { ...settings(reader, autofill), members: members(reader, known) }
    reader.finish()
    proposeDefinition(proposal, section, queues, { name: section.name, displayName: section.name, ...values })
  }
}

/** What the generated file has of its own: everybody who has it otherwise is told. */
function generalSettings(reader: SectionReader): void {
  reader.known('persistentmembers', 'monitor-type', 'log_membername_as_agent')
  if (reader.flag('shared_lastcall'))
    reader.wrong('shared_lastcall', 'wrap-up counts in the queue of the call only, here')
  reader.finish()
}

function settings(reader: SectionReader, autofill: boolean) {
  return {
    strategy:
      reader.oneOf('strategy', [...strategies, 'roundrobin']) === 'roundrobin'
        ? 'rrmemory'
        : (reader.oneOf('strategy', strategies) ?? 'ringall'),
    musicOnHold: reader.text('musicclass') ?? reader.text('music') ?? 'default',
    announcement: reader.text('announce'),
    announcements: announcements(reader),
    timeoutPriority: reader.oneOf('timeoutpriority', ['app', 'conf']) === 'conf' ? 'configuration' : 'dialplan',
    exitContext: reader.text('context'),
    serviceLevelSeconds: reader.whole('servicelevel') ?? 0,
    memberTimeoutSeconds: reader.whole('timeout') ?? 15,
    retrySeconds: reader.whole('retry') ?? 5,
    weight: reader.whole('weight') ?? 0,
    wrapUpSeconds: reader.whole('wrapuptime') ?? 0,
    maxWaiting: reader.whole('maxlen') ?? 0,
    monitorFormat: reader.oneOf('monitor-format', ['wav', 'gsm', 'wav49']),
    joinEmpty: conditions(reader, 'joinempty', true),
    leaveWhenEmpty: conditions(reader, 'leavewhenempty', false),
    ringInUse: reader.flag('ringinuse') ?? true,
    reportHoldTime: reader.flag('reportholdtime') ?? false,
    memberDelaySeconds: reader.whole('memberdelay') ?? 0,
    timeoutRestart: reader.flag('timeoutrestart') ?? false,
    autofill: reader.flag('autofill') ?? autofill,
    autoPause: reader.text('autopause') === 'all' ? 'all' : reader.flag('autopause') ? 'yes' : 'no',
    setInterfaceVariables: reader.flag('setinterfacevar') ?? false,
    // Not as Asterisk has them: the history of calls needs these variables, and nothing else changes.
    setEntryVariables: reader.flag('setqueueentryvar'),
    setQueueVariables: reader.flag('setqueuevar'),
    memberSubroutine: reader.text('membergosub'),
    penaltyRule: reader.text('defaultrule'),
  }
}

function announcements(reader: SectionReader) {
  const periodic = reader.list('periodic-announce').flatMap(one => one.split('&'))
  return {
    youAreNext: reader.text('queue-youarenext') ?? null,
    thereAre: reader.text('queue-thereare') ?? null,
    callsWaiting: reader.text('queue-callswaiting') ?? null,
    holdTime: reader.text('queue-holdtime') ?? null,
    minutes: reader.text('queue-minutes') ?? null,
    seconds: reader.text('queue-seconds') ?? null,
    thankYou: reader.text('queue-thankyou') ?? null,
    reportHold: reader.text('queue-reporthold') ?? null,
    periodic,
    periodicSeconds: reader.whole('periodic-announce-frequency') ?? 0,
    randomPeriodic: reader.flag('random-periodic-announce') ?? false,
    positionSeconds: reader.whole('announce-frequency') ?? 0,
    minimumSeconds: reader.whole('min-announce-frequency') ?? 15,
    roundSeconds: reader.whole('announce-round-seconds') ?? 0,
    holdTimeTold:
      reader.text('announce-holdtime') === 'once' ? 'once' : reader.flag('announce-holdtime') ? 'yes' : 'no',
    positionTold: positionTold(reader),
    positionLimit: reader.whole('announce-position-limit') ?? 5,
    holdTimeBeforeEntry: false,
  }
}

function positionTold(reader: SectionReader): string {
  const said = reader.text('announce-position')?.toLowerCase()
  if (said === 'limit' || said === 'more') return said
  return (reader.flag('announce-position') ?? true) ? 'yes' : 'no'
}

/** parse_empty_options of app_queue.c: each word names a state in which a member does not count. */
const words: Readonly<Record<string, readonly (typeof emptyConditions)[number][]>> = {
  loose: ['invalid', 'penalty'],
  strict: ['unavailable', 'invalid', 'paused', 'penalty'],
}
const whenEmpty = ['invalid', 'paused', 'penalty'] as const

function conditions(reader: SectionReader, name: string, whetherMayEnter: boolean): readonly string[] {
  const said = reader.text(name)?.toLowerCase()
  if (said === undefined) return []
  const word = words[said]
  if (word) return word
  if (/^(?:yes|true|1|on)$/.test(said)) return whetherMayEnter ? [] : whenEmpty
  if (/^(?:no|false|0|off)$/.test(said)) return whetherMayEnter ? whenEmpty : []
  const listed = said.split(',').map(one => one.trim())
  const strange = listed.filter(one => !(emptyConditions as readonly string[]).includes(one))
  if (strange.length > 0) reader.wrong(name, `${strange.join(', ')} is not understood`)
  return emptyConditions.filter(one => listed.includes(one))
}

interface Member {
  readonly agent?: string
  readonly user?: string
  readonly penalty: number
}

/** `member => channel[,penalty[,name[,state channel[,...]]]]` */
function members(reader: SectionReader, { agents, userOf }: KnownMembers): readonly Member[] {
  reader.known('member')
  return reader.section.settings.flatMap((setting): Member[] => {
    if (setting.name.toLowerCase() !== 'member') return []
    const [channel = '', said = ''] = setting.value
      .replaceAll('\\', '')
      .split(',')
      .map(part => part.trim())
    const penalty = /^[0-9]+$/.test(said) ? Number(said) : 0
    const agent = /^Agent\/([0-9]+)$/.exec(channel)?.[1]
    if (agent !== undefined && agents.has(agent)) return [{ agent, penalty }]
    const user = userOf(channel)
    if (user !== undefined) return [{ user, penalty }]
    reader.wrong(setting, `${channel} is neither an agent nor a line of these files; add it by hand`)
    return []
  })
}
