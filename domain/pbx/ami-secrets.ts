/**
 * Fields whose values must be in no log. Asterisk puts none into its events, but dialplans put anything into a UserEvent,
 * and old versions told a peer's secret.
 */
const names = 'secret|passw(?:or)?d|passphrase|authtoken|receivedhash|expectedresponse'
const secretName = new RegExp(`${names}|^pin$|^md5`, 'i')

export const isSecretField = (key: string): boolean => secretName.test(key)

const withheld = '(withheld)'

type Line = readonly [key: string, value: string]

/**
 * The lines of an event with secrets' values taken out: fields of such names, channel variables (`ChanVariable: NAME=value`)
 * and variables that are set (`Variable: NAME`, `Value: value`). The same lines where there is none.
 */
export function withoutSecretValues(lines: readonly Line[]): readonly Line[] {
  const set = lines.find(([key]) => key === 'Variable')?.[1]
  const isSet = set !== undefined && isSecretField(set)
  const clean = (line: Line): Line => {
    const [key, value] = line
    if (isSecretField(key) || (isSet && key === 'Value')) return [key, withheld]
    if (!key.includes('ChanVariable')) return line
    const name = value.slice(0, Math.max(0, value.indexOf('=')))
    return isSecretField(name) ? [key, `${name}=${withheld}`] : line
  }
  const cleaned = lines.map(clean)
  return cleaned.every((line, index) => line === lines[index]) ? lines : cleaned
}

const secretInText = new RegExp(
  `((?:${names})[\\w-]{0,40}"?[ \\t]{0,4}:[ \\t]{0,4})("(?:[^"\\\\\\r\\n]|\\\\.)*"?|[^\\r\\n,}]*)`,
  'gi',
)

/** What of a text that is no event may be kept: where a key is followed by its value, a secret's value is taken out. */
export const withoutSecrets = (text: string): string => text.replace(secretInText, `$1"${withheld}"`)
