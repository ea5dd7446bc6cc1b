/**
 * Fields whose values must be in no log. Asterisk puts none into its events, but dialplans put anything into a UserEvent,
 * and old versions told a peer's secret.
 */
const names = 'secret|passw(?:or)?d|passphrase|authtoken|receivedhash|expectedresponse'
const secretName = new RegExp(`${names}|^pin$|^md5`, 'i')

export const isSecretField = (key: string): boolean => secretName.test(key)

export const withheld = '(withheld)'

const secretInText = new RegExp(
  `((?:${names})[\\w-]{0,40}"?[ \\t]{0,4}:[ \\t]{0,4})("(?:[^"\\\\\\r\\n]|\\\\.)*"?|[^\\r\\n,}]*)`,
  'gi',
)

/** What of a text that is no event may be kept: where a key is followed by its value, a secret's value is taken out. */
export const withoutSecrets = (text: string): string => text.replace(secretInText, `$1"${withheld}"`)
