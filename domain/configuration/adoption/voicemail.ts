import type { ConfSection, ConfSetting, ParsedConf } from '../../pbx-files/read/parse-conf.ts'
import { voicemailSettings } from '../../routing/voicemail-settings.ts'
import { voicemails } from '../../users/voicemails.ts'
import { languageOf } from './names.ts'
import { proposeDefinition, proposeSettings, type Proposal } from './proposal.ts'
import { sectionReader } from './section-reader.ts'

interface AdoptedVoicemail {
  /** The contexts that have mailboxes, and where. */
  readonly contexts: readonly ConfSection[]
  /** number@context */
  readonly mailboxes: ReadonlySet<string>
}

/** voicemail.conf: [general], [zonemessages], and a section of mailboxes for each context. */
export function adoptVoicemail({ sections }: ParsedConf, proposal: Proposal): AdoptedVoicemail {
  const zones = sections.filter(({ name }) => name === 'zonemessages').flatMap(section => zonesOf(section, proposal))
  const general = sections.find(({ name }) => name === 'general')
  if (general) adoptGeneral(general, zones, proposal)
  const contexts = sections.filter(({ name }) => name !== 'general' && name !== 'zonemessages')
  const zoneByName = new Map(zones.map(zone => [zone.name, zone.timeZone]))
  const mailboxes = new Set<string>()
  for (const section of contexts)
    for (const setting of section.settings) {
      mailboxes.add(`${setting.name}@${section.name}`)
      proposeDefinition(proposal, { ...setting, name: `${setting.name}@${section.name}` }, voicemails, {
        number: setting.name,
        context: section.name,
        ...mailbox(setting, section, zoneByName, proposal),
      })
    }
  return { contexts, mailboxes }
}

interface Zone {
  readonly name: string
  readonly timeZone: string
  readonly spoken: string
}

/** Zones by their own name are made when they are needed; those with another name are kept. */
const zonesOf = (section: ConfSection, { problems }: Proposal): readonly Zone[] =>
  section.settings.flatMap(setting => {
    const [timeZone = '', spoken = ''] = setting.value.split('|')
    if (spoken !== '' && !/["$]/.test(spoken)) return [{ name: setting.name, timeZone, spoken }]
    sectionReader(section, problems).wrong(setting, 'a zone is TIMEZONE|what is said')
    return []
  })

/** What [general] does not say is as Asterisk has it by itself (app_voicemail.c). */
function adoptGeneral(section: ConfSection, zones: readonly Zone[], proposal: Proposal): void {
  const reader = sectionReader(section, proposal.problems)
  const formats = (reader.text('format') ?? 'wav').split(/[|,]/).map(one => one.trim().toLowerCase())
  const values = {
    maxMessages: reader.whole('maxmsg') ?? reader.whole('maxmessage'),
    maxSilenceSeconds: reader.whole('maxsilence') ?? 0,
    minSeconds: reader.whole('minsecs') ?? 0,
    maxSeconds: reader.whole('maxsecs') ?? 0,
    formats,
    maxLogins: reader.whole('maxlogins') ?? 3,
    envelope: reader.flag('envelope') ?? true,
    sayCallerId: reader.flag('saycid') ?? false,
    sayDuration: reader.flag('sayduration') ?? true,
    sayDurationMinutes: reader.whole('saydurationm') ?? 2,
    review: reader.flag('review') ?? false,
    operator: reader.flag('operator') ?? false,
    attach: reader.flag('attach') ?? true,
    skipMs: reader.whole('skipms') ?? 3000,
    searchContexts: reader.flag('searchcontexts') ?? false,
    charset: reader.oneOf('charset', ['utf-8', 'iso-8859-1'])?.toUpperCase(),
    serverEmail: reader.text('serveremail'),
    fromText: reader.text('fromstring'),
    emailSubject: mailText(reader.text('emailsubject')),
    emailBody: mailText(reader.text('emailbody')),
    zones: zones.filter(({ name, timeZone }) => name !== timeZone),
  }
  reader.finish()
  proposeSettings(proposal, section, voicemailSettings, values)
}

/** Lines of a mail are written as \n (substitute_escapes of app_voicemail.c). */
const mailText = (text: string | undefined): string | undefined =>
  text?.replaceAll(/\\([nt\\])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 't' ? '\t' : '\\'))

/** `number => password,name,mail,pager,option=value|option=value` */
function mailbox(
  setting: ConfSetting,
  section: ConfSection,
  zones: ReadonlyMap<string, string>,
  { problems }: Proposal,
) {
  const [password = '', name = '', email = '', pager = '', ...rest] = setting.value.split(',').map(part => part.trim())
  const options = new Map<string, string>()
  for (const one of rest.join(',').split('|')) {
    const equals = one.indexOf('=')
    if (equals > 0) options.set(one.slice(0, equals).trim().toLowerCase(), one.slice(equals + 1).trim())
  }
  const reader = sectionReader(
    { ...section, settings: [...options].map(([key, value]) => ({ ...setting, name: key, value })) },
    problems,
  )
  const zone = reader.text('tz')
  if (password.startsWith('-'))
    reader.wrong(setting, 'its password begins with -, so that nobody changes it by telephone: here its owner can')
  const values = {
    name: name || setting.name,
    // A password that begins with - cannot be changed by telephone.
    password: password.replace(/^-/, '') || undefined,
    email: email || undefined,
    pager: pager || undefined,
    timezone: zone === undefined ? undefined : (zones.get(zone) ?? zone),
    language: languageOf(reader.text('language')),
    maxMessages: reader.whole('maxmsg'),
    maxSeconds: reader.whole('maxsecs'),
    attachAudio: reader.flag('attach'),
    deleteAfterNotify: reader.flag('delete') ?? false,
    emailSubject: mailText(reader.text('emailsubject')),
    emailBody: mailText(reader.text('emailbody')),
    sayCid: reader.flag('saycid'),
    envelope: reader.flag('envelope'),
    review: reader.flag('review'),
    operator: reader.flag('operator'),
  }
  reader.finish()
  return values
}
