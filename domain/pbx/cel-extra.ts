import { isKnownCelEvent } from './cel-events.ts'
import type { CelFact } from './facts.ts'

type Fields = Readonly<Record<string, unknown>>

/** @returns no fields for what is no JSON object: ODBC cuts values to the width of their column. */
function fieldsOf(extra: string): Fields {
  if (!extra.startsWith('{')) return {}
  try {
    return JSON.parse(extra) as Fields
  } catch {
    return {}
  }
}

/** Asterisk writes N/A where a transfer has no such channel. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' && value !== 'N/A' ? value : undefined
}

function whole(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

interface ChannelName {
  readonly name: string | undefined
  readonly uniqueid: string | undefined
}

const channel = (fields: Fields, prefix: string): ChannelName => ({
  name: text(fields[`${prefix}_name`]),
  uniqueid: text(fields[`${prefix}_uniqueid`]),
})

const bridge = (fields: Fields) => ({
  bridgeId: text(fields['bridge_id']),
  technology: text(fields['bridge_technology']),
})

const optimize = (fields: Fields) => ({
  localTwo: { name: text(fields['local_two']), uniqueid: text(fields['local_two_uniqueid']) },
})

const monitor = (fields: Fields) => ({ file: text(fields['filename']), mixMonitorId: text(fields['mixmonitor_id']) })

/** Of the types that have an extra: how it is read. Lengths end in their unit. */
const readers = {
  HANGUP: (fields: Fields) => ({
    cause: whole(fields['hangupcause']),
    /** Channel that hung up; undefined when Asterisk itself did. */
    source: text(fields['hangupsource']),
    dialStatus: text(fields['dialstatus']),
  }),
  BRIDGE_ENTER: bridge,
  BRIDGE_EXIT: bridge,
  PARK_START: (fields: Fields) => ({ parker: text(fields['parker_dial_string']), lot: text(fields['parking_lot']) }),
  PARK_END: (fields: Fields) => ({ reason: text(fields['reason']), retriever: text(fields['retriever']) }),
  BLINDTRANSFER: (fields: Fields) => ({
    extension: text(fields['extension']),
    context: text(fields['context']),
    bridgeId: text(fields['bridge_id']),
    transferee: channel(fields, 'transferee_channel'),
  }),
  ATTENDEDTRANSFER: (fields: Fields) => ({
    bridgeId: text(fields['bridge1_id']),
    /** The transferring one's second leg. */
    secondLeg: channel(fields, 'channel2'),
    secondBridgeId: text(fields['bridge2_id']),
    application: text(fields['app']),
    transferee: channel(fields, 'transferee_channel'),
    target: channel(fields, 'transfer_target_channel'),
  }),
  PICKUP: (fields: Fields) => ({
    picker: { name: text(fields['pickup_channel']), uniqueid: text(fields['pickup_channel_uniqueid']) },
  }),
  FORWARD: (fields: Fields) => ({ to: text(fields['forward']) }),
  LOCAL_OPTIMIZE: optimize,
  LOCAL_OPTIMIZE_BEGIN: optimize,
  STREAM_BEGIN: (fields: Fields) => ({
    sound: text(fields['sound']),
    language: text(fields['language']),
    musicClass: text(fields['class']),
  }),
  DTMF: (fields: Fields) => ({ digit: text(fields['digit']), durationMs: whole(fields['duration_ms']) }),
  MIXMONITOR_START: monitor,
  MIXMONITOR_STOP: monitor,
} satisfies Record<string, (fields: Fields) => object>

type Reader = keyof typeof readers

/** `user` is an event of CELGenUserEvent, whatever its name; `none` a type without extra, or one that nobody knows. */
type CelExtra =
  | { [E in Reader]: { readonly event: E } & Readonly<ReturnType<(typeof readers)[E]>> }[Reader]
  | { readonly event: 'user'; readonly name: string; readonly text: string | undefined }
  | { readonly event: 'none' }

const hasReader = (event: string): event is Reader => Object.hasOwn(readers, event)

/** The fields of `extra` by name. Missing, empty, cut off or unreadable ones are undefined. */
export function celExtra(fact: Pick<CelFact, 'eventtype' | 'userdeftype' | 'extra' | 'appname' | 'appdata'>): CelExtra {
  const { eventtype, userdeftype } = fact
  if (hasReader(eventtype)) return { event: eventtype, ...readers[eventtype](fieldsOf(fact.extra)) } as CelExtra
  const name = eventtype === 'USER_DEFINED' ? userdeftype : eventtype
  const isUserEvent =
    eventtype === 'USER_DEFINED' || userdeftype === eventtype || /^(?:XIVO|WAZO)_|^ATTACHED_DATA$/.test(name)
  if (isUserEvent || (!isKnownCelEvent(eventtype) && fact.extra.startsWith('{"extra"')))
    return { event: 'user', name, text: userEventText(fact) }
  return { event: 'none' }
}

/** In `extra` as JSON; without that column (the documented DDL lacks it) behind the name in `appdata`. */
function userEventText(fact: Pick<CelFact, 'extra' | 'appname' | 'appdata'>): string | undefined {
  const { extra, appname, appdata } = fact
  if (extra.startsWith('{')) return text(fieldsOf(extra)['extra'])
  if (extra !== '') return extra
  const comma = appdata.indexOf(',')
  return /^CELGenUserEvent$/i.test(appname) && comma >= 0 ? text(appdata.slice(comma + 1)) : undefined
}

/** `key=value` of ATTACHED_DATA, cut at the first = (contact-center 3.5). @returns undefined without a key. */
export function attachedData(body: string): { readonly key: string; readonly value: string } | undefined {
  const cut = body.indexOf('=')
  return cut > 0 ? { key: body.slice(0, cut), value: body.slice(cut + 1) } : undefined
}

/**
 * `NUM:1103,CONTEXT:default,NAME:user 1103` (XIVO_USER_FWD) and `type: user,uuid: ..,name: ..`
 * (WAZO_CALL_LOG_DESTINATION): pairs by name. A comma inside a value is kept: a pair begins only at `,name:`. Commas
 * may come escaped (`\,`).
 */
export function namedPairs(body: string): ReadonlyMap<string, string> {
  const pairs = body.replaceAll('\\,', ',').split(/,(?=\s*[A-Za-z_]+:)/)
  return new Map(
    pairs.flatMap(pair => {
      const cut = pair.indexOf(':')
      return cut > 0 ? [[pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()] as const] : []
    }),
  )
}
