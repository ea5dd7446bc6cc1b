import { channelNameOf } from '../calls/rows/channel-names.ts'
import { lineSideByName } from '../calls/channels/lines.ts'
import { objectsOf, type Configuration } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { othersIn } from '../configuration/whole-state.ts'
import type { AmiFact } from '../pbx/facts.ts'
import { contextOf } from '../pbx-files/dialplan/names.ts'
import { reachedFrom } from '../routing/permissions/simulate-call-permission.ts'
import { trunks } from '../routing/sip/trunks.ts'
import { recordingRules } from './recording-rules.ts'

/**
 * Who is left when somebody of the house has passed on one party outside to another one outside (contact-center §15.3): their channels. Nobody
 * of the house is in the conversation any more, so it is not recorded any longer. Asterisk has no hook for the dialplan there: both parties come
 * together without it.
 * @returns none where somebody of the house is left, nothing was passed on, or the rule is switched off
 */
export function leftOutside(
  { event, fields }: Pick<AmiFact, 'event' | 'fields'>,
  configuration: Configuration,
): readonly string[] {
  if (event !== 'AttendedTransfer' || fields['Result'] !== 'Success') return []
  // Of a transfer that becomes a conference the one who transferred is part; an application is nobody.
  if (fields['DestType'] === 'Threeway' || fields['DestType'] === 'App') return []
  if (!objectsOf(configuration, recordingRules).every(({ value }) => value.stopOnExternalTransfer)) return []
  const ways = waysOutside(configuration)
  const transferee = partyIn(fields, 'Transferee')
  const target = partyIn(fields, 'TransferTarget')
  if (!transferee || !isOutside(transferee, ways)) return []
  // Completed while it rang: there is no target yet, and what was dialled says where it rings.
  if (!target) return isOnTheWayOut(fields['SecondTransfererContext'] ?? '') ? [transferee.channel] : []
  return isOutside(target, ways) ? [transferee.channel, target.channel] : []
}

interface TransferParty {
  readonly channel: string
  readonly number: string
  readonly account: string
}

function partyIn(fields: AmiFact['fields'], who: 'Transferee' | 'TransferTarget'): TransferParty | undefined {
  const channel = fields[`${who}Channel`] ?? ''
  if (channel === '') return undefined
  return { channel, number: fields[`${who}CallerIDNum`] ?? '', account: fields[`${who}AccountCode`] ?? '' }
}

interface WaysOutside {
  /** Lines of their channels: PJSIP/operator. */
  readonly lines: ReadonlySet<string>
  /** Contexts by which they are reached on another server. */
  readonly contexts: ReadonlySet<string>
  /** Whether a number that is dialled in a context takes a route to the outside. */
  readonly isRoute: (number: string, context: string) => boolean
}

function waysOutside(configuration: Configuration): WaysOutside {
  const all = objectsOf(configuration, trunks).map(({ value }) => value)
  return {
    lines: new Set(all.map(({ name, endpoint }) => ('sip' in endpoint ? `PJSIP/${name}` : endpoint.custom.interface))),
    contexts: new Set(all.map(({ name }) => contextOf('trunk', name))),
    isRoute: (number, context) => reachedFrom(context, number, othersIn(configuration, kinds))?.kind === 'outcall',
  }
}

/**
 * What is no trunk of ours is told apart as in the history of calls: a card names its channels by spans. Who transfers by keys talks to
 * `Local/NUMBER@CONTEXT`, behind which the dialplan goes where the number leads (bridge_basic.c).
 */
function isOutside({ channel, number, account }: TransferParty, { lines, contexts, isRoute }: WaysOutside): boolean {
  const name = channelNameOf(channel)
  if (name.kind === 'local') {
    const [dialled = '', context = ''] = name.target.split('@')
    return contexts.has(context) || isRoute(dialled, context)
  }
  if (name.kind !== 'line') return false
  if (lines.has(name.line)) return true
  return !name.line.startsWith('PJSIP/') && lineSideByName({ ...name, number, account }) === 'EXTERNAL'
}

/** The context of an outgoing call: of its own, or that of a trunk on another server. */
const isOnTheWayOut = (context: string): boolean => /^(?:outcall|trunk)~/.test(context)
