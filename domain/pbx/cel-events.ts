import type { CelEventEntry } from './cel-event-entry.ts'
import { celUserEvents } from './cel-user-events.ts'

const bridgeExtra = ['bridge_id', 'bridge_technology'] as const
const optimizeExtra = ['local_two', 'local_two_uniqueid'] as const

/**
 * Every type of CEL row of Asterisk 1.8 to 23, and the user events of XiVO and Wazo, which stand under their own
 * name.
 */
export const celEvents = {
  CHAN_START: { number: 1, origin: 'asterisk', versions: '1.8+', channel: 'every channel', extra: [] },
  CHAN_END: { number: 2, origin: 'asterisk', versions: '1.8+', channel: 'every channel', extra: [] },
  HANGUP: {
    number: 3,
    origin: 'asterisk',
    versions: '1.8+',
    channel: 'every channel',
    extra: ['hangupcause', 'hangupsource', 'dialstatus'],
    notes:
      'Same microsecond as CHAN_END. hangupsource is empty when Asterisk itself hung up; it tells who did, but not ' +
      'after a transfer.',
  },
  ANSWER: { number: 4, origin: 'asterisk', versions: '1.8+', channel: 'the channel that was answered', extra: [] },
  APP_START: {
    number: 5,
    origin: 'asterisk',
    versions: '1.8+',
    channel: 'every channel',
    extra: [],
    notes: 'Only of the applications named in `apps`; `apps = all` names none.',
  },
  APP_END: {
    number: 6,
    origin: 'asterisk',
    versions: '1.8+',
    channel: 'every channel',
    extra: [],
    notes: 'Not certain after a transfer or a hangup.',
  },
  BRIDGE_ENTER: {
    number: 7,
    origin: 'asterisk',
    versions: '12+',
    channel: 'the one that moves',
    extra: bridgeExtra,
    notes: '`peer` names the other channels. The technology may be another at BRIDGE_EXIT.',
  },
  BRIDGE_EXIT: { number: 8, origin: 'asterisk', versions: '12+', channel: 'the one that moves', extra: bridgeExtra },
  PARK_START: {
    number: 9,
    origin: 'asterisk',
    versions: '1.8+',
    channel: 'the parked one',
    extra: ['parker_dial_string', 'parking_lot'],
  },
  PARK_END: {
    number: 10,
    origin: 'asterisk',
    versions: '1.8+',
    channel: 'the parked one',
    extra: ['reason', 'retriever'],
    notes: 'Reasons: ParkedCall followed by TimeOut, GiveUp, Unparked, Failed or Swap.',
  },
  BLINDTRANSFER: {
    number: 11,
    origin: 'asterisk',
    versions: '12+',
    channel: 'the one that transfers',
    extra: ['extension', 'context', 'bridge_id', 'transferee_channel_name', 'transferee_channel_uniqueid'],
    notes: 'N/A where there is no transferee. Stands before the BRIDGE_EXIT of both.',
  },
  ATTENDEDTRANSFER: {
    number: 12,
    origin: 'asterisk',
    versions: '12+',
    channel: "the transferring one's first leg",
    extra: [
      'bridge1_id',
      'channel2_name',
      'channel2_uniqueid',
      'bridge2_id',
      'app',
      'transferee_channel_name',
      'transferee_channel_uniqueid',
      'transfer_target_channel_name',
      'transfer_target_channel_uniqueid',
    ],
    notes: 'Into an application: app instead of bridge2_id.',
  },
  USER_DEFINED: {
    number: 13,
    origin: 'asterisk',
    versions: '1.8+',
    channel: 'the one that called CELGenUserEvent',
    extra: ['text'],
    notes: 'The name is in userdeftype; without show_user_defined it stands in eventtype itself.',
  },
  LINKEDID_END: {
    number: 14,
    origin: 'asterisk',
    versions: '1.8+',
    channel: 'the last one with the linkedid',
    extra: [],
    notes: 'Also when the last channel with it takes another linkedid and lives on.',
  },
  PICKUP: {
    number: 15,
    origin: 'asterisk',
    versions: '1.8+',
    channel: 'the one that rang',
    extra: ['pickup_channel', 'pickup_channel_uniqueid'],
  },
  FORWARD: { number: 16, origin: 'asterisk', versions: '1.8+', channel: 'the one that dials', extra: ['forward'] },
  LOCAL_OPTIMIZE: { number: 17, origin: 'asterisk', versions: '12+', channel: 'the ;1 half', extra: optimizeExtra },
  LOCAL_OPTIMIZE_BEGIN: {
    number: 18,
    origin: 'asterisk',
    versions: '18.18, 20.3, 21+',
    channel: 'the ;1 half',
    extra: optimizeExtra,
  },
  STREAM_BEGIN: {
    number: 19,
    origin: 'asterisk',
    versions: '20.16, 21.11, 22.6, 23',
    channel: 'the one that hears it',
    extra: ['sound', 'format', 'language', 'class'],
    notes: 'userdeftype is FILE_STREAM_BEGIN or MOH_STREAM_BEGIN; only the latter has a class.',
  },
  STREAM_END: {
    number: 20,
    origin: 'asterisk',
    versions: '20.16, 21.11, 22.6, 23',
    channel: 'the one that heard it',
    extra: [],
  },
  DTMF: {
    number: 21,
    origin: 'asterisk',
    versions: '20.16, 21.11, 22.6, 23',
    channel: 'the one that typed',
    extra: ['digit', 'duration_ms'],
    notes: 'What people typed: card numbers and secrets too.',
  },

  BRIDGE_START: { origin: 'asterisk', versions: '1.8 to 11', channel: 'the first of the bridge', extra: [] },
  BRIDGE_END: { origin: 'asterisk', versions: '1.8 to 11', channel: 'the first of the bridge', extra: [] },
  BRIDGE_UPDATE: { origin: 'asterisk', versions: '1.8 to 11', channel: 'the first of the bridge', extra: [] },
  BRIDGE_TO_CONF: { origin: 'asterisk', versions: '12 betas', channel: 'the first of the bridge', extra: [] },
  CONF_START: { origin: 'asterisk', versions: '1.8 to 12', channel: 'a party', extra: [] },
  CONF_END: { origin: 'asterisk', versions: '1.8 to 12', channel: 'a party', extra: [] },
  CONF_ENTER: { origin: 'asterisk', versions: '1.8 to 11', channel: 'the one that enters', extra: [] },
  CONF_EXIT: { origin: 'asterisk', versions: '1.8 to 11', channel: 'the one that leaves', extra: [] },
  '3WAY_START': { origin: 'asterisk', versions: '1.8 to 11', channel: 'the one that joins three', extra: [] },
  '3WAY_END': { origin: 'asterisk', versions: '1.8 to 11', channel: 'the one that joined three', extra: [] },
  TRANSFER: { origin: 'asterisk', versions: '1.8 to 11', channel: 'the one that transfers', extra: [] },
  HOOKFLASH: { origin: 'asterisk', versions: '1.8 to 11', channel: 'an analogue one', extra: [] },

  ...celUserEvents,
} as const satisfies Record<string, CelEventEntry>

type CelEventName = keyof typeof celEvents

const names: ReadonlySet<string> = new Set(Object.keys(celEvents))

const numbered: ReadonlyMap<string, string> = new Map(
  Object.entries(celEvents).flatMap(([name, entry]) =>
    'number' in entry ? [[String(entry.number), name] as const] : [],
  ),
)

export const isKnownCelEvent = (name: string): name is CelEventName => names.has(name)

/** The type's name of what an eventtype column holds: an integer column has the number of the enumeration. */
export const celEventName = (eventtype: string): string => numbered.get(eventtype) ?? eventtype
