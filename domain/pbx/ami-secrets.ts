/**
 * Fields whose values must be in no log. Asterisk puts none into its events, but dialplans put anything into a UserEvent,
 * and old versions told a peer's secret.
 */
const secretName = /secret|passw(?:or)?d|passphrase|authtoken|^pin$|receivedhash|expectedresponse|^md5/i

export const isSecretField = (key: string): boolean => secretName.test(key)

export const withheld = '(withheld)'
