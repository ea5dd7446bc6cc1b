import { channelNameOf } from '../calls/rows/channel-names.ts'
import type { RecordedEvent } from '../kernel/event.ts'
import { isoOf, microsOfIso, type Micros } from '../kernel/time.ts'
import { celExtra } from '../pbx/cel-extra.ts'
import { amiEventRecorded, celRowRecorded, type AmiFact, type CelFact } from '../pbx/facts.ts'
import type { PhoneState, UserState } from './phone-state.ts'

/** Somebody switched something by his phone, as the generated dialplan tells it: in CEL, by the manager interface, or both. */
export interface PhoneSwitch {
  /** The same whichever of them told it. */
  readonly id: string
  readonly site: string
  readonly node: string
  /** The line that dialled, e.g. `nrzpjngu`. */
  readonly line: string
  readonly at: Micros
  readonly phone: PhoneState
  /** As the PBX keeps it from then on. */
  readonly value: string
}

export const tellingTypes = [celRowRecorded, amiEventRecorded] as const

/** Function of the event Feature (pbx-configuration §5.6). */
const states: Readonly<Record<string, UserState>> = {
  dnd: 'dnd',
  callrecord: 'callrecord',
  incallfilter: 'incallfilter',
  vm: 'voicemail',
  unc: 'unconditional',
  rna: 'noanswer',
  busy: 'busy',
}

type Named = Readonly<Record<string, string>>

/** @returns undefined for every other fact, and for an event of that name which somebody else's dialplan wrote */
export function phoneSwitchIn(fact: RecordedEvent): PhoneSwitch | undefined {
  const { site, node } = fact
  if (site === undefined || node === undefined) return undefined
  const told = fact.type === celRowRecorded ? toldByCel(fact) : toldByManager(fact)
  if (!told || told.uniqueid.length > longest || told.channel.length > longest) return undefined
  const { user = '', function: name = '', status = '', value = '', at: instant } = told.named
  const phone = phoneOf(user, name, value)
  if (!phone || user === '') return undefined
  const at = (instant === undefined ? undefined : microsOfIso(instant)) ?? fact.occurredAt
  return {
    id: `phone:${site}/${node}/${told.uniqueid}/${name}/${isoOf(at)}`,
    site,
    node,
    line: lineOf(told.channel),
    // Nothing is recorded before it happens: a PBX whose clock is ahead would win over everybody after it.
    at: Math.min(at, fact.recordedAt),
    phone,
    value: phone.of === 'callFilter' || name in flagFunctions ? (status === '1' ? '1' : '0') : value,
  }
}

/** Names of channels are no longer (AST_CHANNEL_NAME is 80); the id of a change set has an end too. */
const longest = 150

const flagFunctions: Readonly<Record<string, true>> = { dnd: true, callrecord: true, incallfilter: true, vm: true }

function phoneOf(user: string, name: string, value: string): PhoneState | undefined {
  if (name === 'bsfilter') return { of: 'callFilter', filter: value, secretary: user }
  const state = states[name]
  return state && { of: 'user', user, state }
}

interface Told {
  readonly uniqueid: string
  readonly channel: string
  readonly named: Named
}

function toldByCel({ data }: RecordedEvent): Told | undefined {
  const row = data as unknown as CelFact
  if (row.userdeftype !== 'FEATURE_SWITCHED' && row.eventtype !== 'FEATURE_SWITCHED') return undefined
  const extra = celExtra(row)
  if (extra.event !== 'user') return undefined
  const pairs = (extra.text ?? '').split(',').map(pair => {
    const cut = pair.indexOf('=')
    return [pair.slice(0, Math.max(0, cut)), pair.slice(cut + 1)] as const
  })
  return { uniqueid: row.uniqueid, channel: row.channame, named: Object.fromEntries(pairs) }
}

function toldByManager({ type, data }: RecordedEvent): Told | undefined {
  if (type !== amiEventRecorded) return undefined
  const { event, fields } = data as unknown as AmiFact
  if (event !== 'UserEvent' || fields['UserEvent'] !== 'Feature') return undefined
  const lower = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]))
  const { uniqueid = '', channel = '' } = lower
  return { uniqueid, channel, named: lower }
}

/** `PJSIP/nrzpjngu-0000007a` is a channel of the line nrzpjngu. */
function lineOf(channel: string): string {
  const name = channelNameOf(channel)
  return name.kind === 'line' ? name.endpoint : channel
}
