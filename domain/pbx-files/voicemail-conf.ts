import { objectOf, objectsOf, type Configuration } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { voicemailSettings, type VoicemailSettings } from '../routing/voicemail-settings.ts'
import { voicemails, type Voicemail } from '../users/voicemails.ts'
import { confFile, section, type Setting } from './conf-file.ts'
import { cutAtBytes, dialplanText, mailOption, mailText, voicemailField } from './escape.ts'
import type { FileRenderer, Rendering } from './rendered-file.ts'

/** pbx-configuration §6 and §4.7. Every server has all mailboxes: a message is left where the call is, which is where the user's line is. */
export const voicemailConf: FileRenderer = {
  path: 'voicemail.conf',
  reads: [voicemailSettings.name, voicemails.name],
  reload: { module: 'app_voicemail.so' },
  render: ({ configuration, open }) => {
    const settings = objectOf(configuration, voicemailSettings, singleKey)?.value
    if (!settings) return undefined
    const boxes = mailboxes(configuration)
    return confFile([
      section('general', generalSettings(settings)),
      section('zonemessages', zones(settings, boxes)),
      ...contextsOf(boxes).map(context =>
        section(
          context,
          boxes
            .filter(box => box.context === context)
            .map((box): Setting => [box.number, mailbox(box, settings, open)]),
        ),
      ),
    ])
  },
}

const mailboxes = (configuration: Configuration): readonly Voicemail[] =>
  objectsOf(configuration, voicemails)
    .map(({ value }) => value)
    .filter(({ enabled }) => enabled)

const contextsOf = (boxes: readonly Voicemail[]): readonly string[] =>
  [...new Set(boxes.map(box => box.context))].sort()

const generalSettings = (settings: VoicemailSettings): readonly Setting[] => [
  ['maxmsg', settings.maxMessages],
  ['maxsilence', settings.maxSilenceSeconds],
  // Written as 0 it makes Asterisk warn that it is less than maxsilence.
  ['minsecs', settings.minSeconds === 0 ? null : settings.minSeconds],
  ['maxsecs', settings.maxSeconds],
  ['format', settings.formats.join('|')],
  ['maxlogins', settings.maxLogins],
  ['envelope', settings.envelope],
  ['saycid', settings.sayCallerId],
  ['sayduration', settings.sayDuration],
  ['saydurationm', settings.sayDurationMinutes],
  ['review', settings.review],
  ['operator', settings.operator],
  ['attach', settings.attach],
  ['skipms', settings.skipMs],
  ['searchcontexts', settings.searchContexts],
  ['charset', settings.charset],
  ['serveremail', settings.serverEmail],
  // Asterisk replaces variables in it, and functions such as SHELL() (make_email_file of app_voicemail.c).
  ['fromstring', settings.fromText === null ? null : dialplanText(settings.fromText)],
  ['emailsubject', settings.emailSubject === null ? null : mailText(settings.emailSubject, mostOfMail)],
  ['emailbody', settings.emailBody === null ? null : mailText(settings.emailBody, mostOfMail)],
]

/** Asterisk passes over a line of 8192 bytes or more. What else stands in the line of a mailbox has less than 2000. */
const mostOfMail = 6000

const spokenByDefault = "'vm-received' q 'digits/at' kM"

/** Zones by the names that people gave them, and one for each time zone of a mailbox that none of them has, under its own name. */
function zones({ zones: named }: VoicemailSettings, boxes: readonly Voicemail[]): readonly Setting[] {
  const missing = new Set(
    boxes.flatMap(({ timezone }) =>
      timezone === null || named.some(({ timeZone }) => timeZone === timezone) ? [] : [timezone],
    ),
  )
  const spoken = named[0]?.spoken ?? spokenByDefault
  return [
    ...named.map(({ name, timeZone, spoken: own }): Setting => [name, `${timeZone}|${own}`]),
    ...[...missing].sort().map((timezone): Setting => [timezone, `${timezone}|${spoken}`]),
  ]
}

/** `NUMBER = password,name,mail,pager,options`; commas part the first four, bars the options. */
function mailbox(box: Voicemail, settings: VoicemailSettings, open: Rendering['open']): string {
  const password = box.password === null ? '' : open(box.password.sealed)
  const fields = [
    voicemailField(password),
    cutAtBytes(voicemailField(box.name), 79),
    voicemailField(box.email ?? ''),
    voicemailField(box.pager ?? ''),
  ]
  return `${fields.join(',')},${options(box, settings).join('|')}`
}

function options(box: Voicemail, settings: VoicemailSettings): readonly string[] {
  const said: readonly (readonly [string, string | number | boolean | null])[] = [
    ['attach', box.attachAudio],
    ['tz', box.timezone === null ? null : zoneOf(box.timezone, settings)],
    ['language', box.language],
    ['maxmsg', box.maxMessages],
    ['maxsecs', box.maxSeconds === 0 ? longest(settings) : box.maxSeconds],
    ['saycid', box.sayCid],
    ['envelope', box.envelope],
    ['review', box.review],
    ['operator', box.operator],
    ['delete', box.deleteAfterNotify ? true : null],
    ['emailsubject', box.emailSubject === null ? null : mailOption(box.emailSubject, mostOfSubject)],
    ['emailbody', box.emailBody === null ? null : mailOption(box.emailBody, mostOfMail - mostOfSubject)],
  ]
  return said.flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${typeof value === 'boolean' ? yesNo(value) : value}`],
  )
}

const mostOfSubject = 1000
const yesNo = (flag: boolean) => (flag ? 'yes' : 'no')

const zoneOf = (timezone: string, { zones: named }: VoicemailSettings): string =>
  named.find(({ timeZone }) => timeZone === timezone)?.name ?? timezone

/** A mailbox cannot say `any length` where the site has a limit: a day is as good. */
const longest = ({ maxSeconds }: VoicemailSettings): number | null => (maxSeconds === 0 ? null : 86_400)
