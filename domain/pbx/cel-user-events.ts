import type { CelEventEntry } from './cel-event-entry.ts'

const userText = ['text'] as const

/** What XiVO and Wazo add to the types of Asterisk: by patches (hold, recording) and by CELGenUserEvent. */
export const celUserEvents = {
  HOLD: { origin: 'xivo', versions: 'patched', channel: 'the one that is held', extra: [], notes: 'Not in Asterisk.' },
  UNHOLD: { origin: 'xivo', versions: 'patched', channel: 'the one that was held', extra: [], notes: 'As HOLD.' },
  MIXMONITOR_START: {
    origin: 'wazo',
    versions: 'patched',
    channel: 'the one that is recorded',
    extra: ['filename', 'mixmonitor_id'],
  },
  MIXMONITOR_STOP: {
    origin: 'wazo',
    versions: 'patched',
    channel: 'the one that is recorded',
    extra: ['filename', 'mixmonitor_id'],
  },

  XIVO_INCALL: {
    origin: 'xivo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes: 'A call from outside. XiVO: the number called; Wazo: the tenant.',
  },
  XIVO_OUTCALL: {
    origin: 'xivo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes: 'A call to the outside.',
  },
  XIVO_FROM_S: {
    origin: 'xivo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes: 'The extension behind `s`: in exten of the row (Wazo), or as the text.',
  },
  XIVO_USER_FWD: {
    origin: 'xivo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes: 'NUM:..,CONTEXT:..,NAME:.. of the user who forwards; commas may be escaped.',
  },
  ATTACHED_DATA: {
    origin: 'xivo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes: 'key=value, cut at the first = (contact-center 3.5).',
  },
  WAZO_MEETING_NAME: {
    origin: 'wazo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes: 'The name of the meeting that he enters.',
  },
  WAZO_CONFERENCE: {
    origin: 'wazo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes: 'NAME: of the conference that he enters.',
  },
  WAZO_USER_MISSED_CALL: {
    origin: 'wazo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes:
      'source_user_uuid, destination_user_uuid, destination_exten, source_name, destination_name, percent-encoded: a user did not take the call.',
  },
  WAZO_USER_BLOCKED_CALL: {
    origin: 'wazo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes:
      'blocked_caller_id_num, blocked_caller_id_name, destination_user_uuid: a user does not want calls from there.',
  },
  WAZO_CALL_LOG_DESTINATION: {
    origin: 'wazo',
    versions: 'all',
    channel: 'the caller',
    extra: userText,
    notes: 'type: user, group, queue, conference or meeting, with uuid or id and name or label.',
  },
  WAZO_CALL_LOG_REQUESTED_INTERNAL: {
    origin: 'wazo',
    versions: 'all',
    channel: 'the caller; of a group the half of a Local channel that rings the member who answered',
    extra: userText,
    notes: 'type, number, context and tenant_uuid of whom the call was for.',
  },
  WAZO_ORIGINATE_ALL_LINES: {
    origin: 'wazo',
    versions: 'all',
    channel: 'half 2 of the Local channel that rings the caller',
    extra: userText,
    notes: 'user_uuid, tenant_uuid: all phones of the user ring to place a call for him.',
  },
} as const satisfies Record<string, CelEventEntry>
