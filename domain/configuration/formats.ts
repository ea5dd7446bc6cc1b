import type { TextFormat } from './shape.ts'

/** Names that become section names, dialplan contexts and keys in files: nothing in them needs escaping. */
export const slug: TextFormat = {
  rule: 'slug',
  pattern: /^[a-z0-9][a-z0-9_.-]*$/,
  means: 'lower-case letters, digits, _ . and -, starting with a letter or digit',
}

/** pbx-configuration §7.3: a queue's name must fit queue_log's column, and is the section of queues.conf. */
export const queueName: TextFormat = {
  rule: 'slug',
  pattern: /^[a-z0-9_-]+$/,
  means: 'lower-case letters, digits, _ and -',
}

/** Dialplan contexts may carry capitals. */
export const contextName: TextFormat = {
  rule: 'contextName',
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  means: 'letters, digits, _ . and -, starting with a letter or digit',
}

export const digits: TextFormat = { rule: 'digits', pattern: /^[0-9]+$/, means: 'digits' }

/** PINs of voicemails and permissions: digits, and # where the spec has it (pbx-configuration §5.8). */
export const pin: TextFormat = { rule: 'pin', pattern: /^[0-9#]+$/, means: 'digits or #' }

/** A number as it is dialled: digits, * and #, with a leading + where the network gives one. */
export const number: TextFormat = {
  rule: 'number',
  pattern: /^\+?[0-9*#]+$/,
  means: 'digits, * or #, with or without a leading +',
}

/**
 * A number or a pattern of Asterisk without its leading _ (pbx-configuration §3): X, Z, N, [..] of digits and ranges, and at the
 * end . or !.
 */
export const extensionPattern: TextFormat = {
  rule: 'extensionPattern',
  pattern: /^(?:[0-9*#+XZN]|\[[0-9*#+]+(?:-[0-9])?(?:[0-9*#+](?:-[0-9])?)*\])+[.!]?$/,
  means: 'digits, *, #, +, X, Z, N or [..], with . or ! only at the end',
}

/** A channel to dial, such as PJSIP/trunk, DAHDI/g0 or Local/0612457896@default/n. */
export const dialString: TextFormat = {
  rule: 'dialString',
  pattern: /^[A-Za-z][A-Za-z0-9]*\/[A-Za-z0-9_.+@:*#/-]+$/,
  means: 'TECHNOLOGY/resource with letters, digits and _ . + @ : * # / -',
}

export const timeZone: TextFormat = {
  rule: 'timeZone',
  pattern: /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/,
  means: 'an IANA time zone such as Europe/Paris',
}

export const clockTime: TextFormat = {
  rule: 'clockTime',
  pattern: /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/,
  means: 'a time of day such as 08:30',
}

export const calendarDate: TextFormat = {
  rule: 'date',
  pattern: /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/,
  means: 'a date such as 2026-12-25',
}

export const email: TextFormat = {
  rule: 'email',
  pattern: /^[^\s@,;|"<>\\]+@[^\s@,;|"<>\\]+$/,
  means: 'an e-mail address',
}

/** A host name, an IPv4 or an IPv6 address, with or without a port. */
export const host: TextFormat = {
  rule: 'host',
  pattern: /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/,
  means: 'a host name or an address',
}

/** A sound's name as Asterisk plays it: path without extension. */
export const soundName: TextFormat = {
  rule: 'soundName',
  pattern: /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/,
  means: 'a sound file without its extension: letters, digits, _ . / and -',
  mayName: sound => {
    const end = sound.lastIndexOf('/')
    return end < 0 ? undefined : { to: 'soundFile', key: `${sound.slice(end + 1)}@${sound.slice(0, end)}` }
  },
}

/** A variable of a channel, with as many leading underscores as it should be inherited by. */
export const variableName: TextFormat = {
  rule: 'variableName',
  pattern: /^_{0,2}[A-Za-z][A-Za-z0-9_]*$/,
  means: 'letters, digits and _, starting with a letter',
}
