import type { Values } from '../../configuration/check-value.ts'
import { objectsOf, type Configuration } from '../../configuration/configuration.ts'
import { callPermissions } from '../../routing/permissions/call-permissions.ts'
import { labels } from '../labels.ts'

/** What is wrong with a cell; the row and the column are known where it was read. */
interface CellProblem {
  readonly rule: string
  readonly message: string
}

type ReadCell = { readonly ok: true; readonly value: unknown } | ({ readonly ok: false } & CellProblem)

/** How a value stands in a cell: pbx-configuration §5.8. An empty cell is null, and is not read here. */
export interface CellFormat {
  read(cell: string, configuration: Configuration): ReadCell
  write(value: unknown, configuration: Configuration): string
}

const value = (one: unknown): ReadCell => ({ ok: true, value: one })
const wrong = (rule: string, message: string): ReadCell => ({ ok: false, rule, message })
const textOf = (one: unknown): string => (typeof one === 'string' ? one : '')

export const textCell: CellFormat = { read: value, write: textOf }

export const flagCell: CellFormat = {
  read: cell => (cell === '0' || cell === '1' ? value(cell === '1') : wrong('flag', 'must be 0 or 1')),
  write: one => (typeof one === 'boolean' ? (one ? '1' : '0') : ''),
}

export const numberCell: CellFormat = {
  read: cell =>
    /^[0-9]{1,9}$/.test(cell) && Number(cell) > 0 ? value(Number(cell)) : wrong('range', 'must be a number above 0'),
  write: one => (typeof one === 'number' ? String(one) : ''),
}

export const ringSecondsCell: CellFormat = {
  ...numberCell,
  read(cell, configuration) {
    const read = numberCell.read(cell, configuration)
    if (!read.ok || Number(read.value) % 5 === 0) return read
    return wrong('multipleOf5', `must be a multiple of 5 seconds, ${cell} is none`)
  },
}

/** Stands for a secret that is set: nobody is shown it. Read back it leaves the secret as it is. */
const hiddenSecret = '(secret)'

export const secretCell: CellFormat = {
  read: cell =>
    cell === hiddenSecret
      ? wrong('secret', `${hiddenSecret} stands for a secret that an export did not show; write the secret itself`)
      : value(cell),
  write: one => (one === null || one === undefined ? '' : hiddenSecret),
}

interface Named {
  readonly key: string
  readonly displayName: string | null
}

/** Keys of named objects, separated by `;`: each by its name for people or by its short one. */
const namesCell = (
  kind: string,
  allIn: (configuration: Configuration) => readonly Named[],
  shown: (one: Named) => string,
): CellFormat => ({
  read(cell, configuration) {
    const known = allIn(configuration)
    const names = cell.split(';').flatMap(name => (name.trim() === '' ? [] : [name.trim()]))
    const found = names.map(
      name => known.find(({ displayName }) => displayName === name) ?? known.find(({ key }) => key === name),
    )
    const missing = names.filter((_, i) => found[i] === undefined)
    if (missing.length === 0) return value([...new Set(found.map(one => one?.key))])
    return wrong('exists', `there is no ${kind} ${missing.join(', ')}; define it first`)
  },
  write(keys, configuration) {
    if (!Array.isArray(keys)) return ''
    const known = new Map(allIn(configuration).map(one => [one.key, one]))
    return keys.map((key: string) => shown(known.get(key) ?? { key, displayName: null })).join(';')
  },
})

const displayed = ({ key, value: { displayName } }: { key: string; value: { displayName: string | null } }): Named => ({
  key,
  displayName,
})

export const labelsCell = namesCell(
  'label',
  configuration => objectsOf(configuration, labels).map(displayed),
  ({ key, displayName }) => displayName ?? key,
)

/** Written by the short name: two permissions may have the same name for people. */
export const permissionsCell = namesCell(
  'call permission',
  configuration => objectsOf(configuration, callPermissions).map(displayed),
  ({ key }) => key,
)

/** Quotes may stand in a name: what is behind the last one is the number. What a name may be is for the command to say. */
const customCallerId = /^(?:"(.+)" <(\+?[0-9*#]+)>|(\+?[0-9*#]+))$/u

/** `default`, `anonymous`, a number, or `"Name" <number>` (pbx-configuration §9.4). */
export const outgoingCallerIdCell: CellFormat = {
  read(cell) {
    if (cell === 'default') return value(null)
    if (cell === 'anonymous') return value({ anonymous: {} })
    const [, name, named, bare] = customCallerId.exec(cell) ?? []
    const number = named ?? bare
    if (number !== undefined) return value({ custom: { ...(name === undefined ? {} : { name }), number } })
    return wrong('callerId', 'must be default, anonymous, a number, or "Name" <number>')
  },
  write(one) {
    if (one === null || one === undefined) return 'default'
    const held = one as Values
    if ('anonymous' in held) return 'anonymous'
    const { name, number } = held['custom'] as { readonly name: string | null; readonly number: string }
    return name === null ? number : `"${name}" <${number}>`
  },
}

const protocols: Readonly<Record<string, string>> = { sip: 'sip', webrtc: 'webrtc', ua: 'uniqueAccount' }

/** pbx-configuration §5.2. sccp is in old files, and no stock Asterisk has it; custom lines have no column for what they dial. */
export const protocolCell: CellFormat = {
  read(cell) {
    const endpoint = Object.hasOwn(protocols, cell) ? protocols[cell] : undefined
    if (endpoint !== undefined) return value({ [endpoint]: {} })
    return wrong(
      'protocol',
      `must be ${Object.keys(protocols).join(', ')}; lines of ${cell} cannot be made from a file`,
    )
  },
  write(one) {
    const [endpoint] = Object.keys(one ?? {})
    return Object.entries(protocols).find(([, of]) => of === endpoint)?.[0] ?? endpoint ?? ''
  },
}
