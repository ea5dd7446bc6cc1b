import type { FactKind } from '../../domain/pbx/facts.ts'
import { tooLongName, type PbxFact } from '../fact-kinds.ts'

/** Properties that are text in each. */
const texts = {
  queue_log: ['raw', 'form', 'callid', 'queue', 'agent', 'event'],
  cel: [
    'raw eventtype userdeftype cid_name cid_num cid_ani cid_rdnis cid_dnid exten context channame appname appdata',
    'amaflags accountcode peeraccount uniqueid linkedid userfield peer extra',
  ].flatMap(line => line.split(' ')),
  ami: ['raw', 'event'],
  gap: ['reason', 'detail'],
  quarantined: ['raw', 'reason', 'input'],
} as const

/**
 * What no database keeps in a text, as JSON writes it. A caller may call himself \u0000, in six characters: JSON doubles the backslash of
 * those.
 */
const nul = /(?<!\\)(?:\\\\)*\\u0000/

/** Rows come from another machine, perhaps of another version: what is stored has the shape of facts (domain/pbx/facts.ts), or is refused. */
export function rowProblem(row: unknown, kind: FactKind): string | undefined {
  if (!isObject(row)) return 'a row'
  if (nul.test(JSON.stringify(row))) return 'text without NUL'
  if ('quarantined' in row) return quarantinedProblem(row['quarantined'], kind)
  const { at, fact } = row
  if (!isInstant(at)) return 'an instant `at` in microseconds'
  if (!isObject(fact)) return 'a `fact`'
  return factProblem(fact, kind) ?? tooLongName(fact as unknown as PbxFact)
}

function factProblem(fact: Readonly<Record<string, unknown>>, kind: FactKind): string | undefined {
  const { flags } = fact
  if (flags !== undefined && !areTexts(flags)) return '`flags` as a list of texts'
  switch (kind) {
    case 'queue_log':
      if (fact['form'] !== 'file' && fact['form'] !== 'table') return '`form` file or table'
      return lacking(fact, texts.queue_log) ?? (areTexts(fact['data']) ? undefined : '`data` as a list of texts')
    case 'cel':
      return lacking(fact, texts.cel)
    case 'ami': {
      if (!('fields' in fact))
        return (
          lacking(fact, texts.gap) ?? (isInstant(fact['from']) && isInstant(fact['to']) ? undefined : '`from` and `to`')
        )
      const { fields } = fact
      return (
        lacking(fact, texts.ami) ??
        (isObject(fields) && areTexts(Object.values(fields)) ? undefined : '`fields` of text')
      )
    }
  }
}

function quarantinedProblem(row: unknown, kind: FactKind): string | undefined {
  if (!isObject(row)) return 'an unreadable row'
  if (row['kind'] !== kind) return `an unreadable row of kind ${kind}`
  if (typeof row['line'] !== 'number') return '`line` as a number'
  return lacking(row, texts.quarantined)
}

const lacking = (fact: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined => {
  const missing = names.find(name => typeof fact[name] !== 'string')
  return missing === undefined ? undefined : `text \`${missing}\``
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(item => typeof item === 'string')

/** Not before 1970 and not after 2100: as the decoders have it. */
const isInstant = (value: unknown): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 4.2e15
