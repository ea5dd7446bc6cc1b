import { GraphQLError, Kind, valueFromASTUntyped } from 'graphql/index.js'
import type { Position } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { isoOf, microsOfIso, type Micros } from '../../domain/kernel/time.ts'
import { isZone } from '../../domain/kernel/zone.ts'
import { builder } from './builder.ts'

const wrong = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}...` : text
}

function parseDateTime(value: unknown): Micros {
  const at = typeof value === 'string' ? microsOfIso(value) : undefined
  if (at === undefined)
    throw wrong(`${shown(value)} is no instant; write RFC 3339 with an offset, e.g. 2026-11-21T08:00:00+01:00`)
  if (Math.abs(at) > Number.MAX_SAFE_INTEGER)
    throw wrong(`${shown(value)} is too far away; instants reach the year 2255`)
  return at
}

function parseTimeZone(value: unknown): string {
  if (typeof value === 'string' && isZone(value)) return value
  throw wrong(`${shown(value)} is not an IANA time zone; write e.g. Europe/Paris or UTC`)
}

export function parsePosition(value: unknown): Position {
  const position = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : NaN
  if (Number.isSafeInteger(position)) return position
  throw wrong(`${shown(value)} is no log position; write the decimal string that an answer gave you, e.g. "1234"`)
}

builder.scalarType('DateTime', {
  description:
    'An instant by RFC 3339 with an offset, e.g. `2026-11-21T08:00:00+01:00`; up to microseconds. Answers are in UTC with six decimals of a second: `2026-11-21T07:00:00.000000Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: at => isoOf(at),
  parseValue: parseDateTime,
})

builder.scalarType('TimeZone', {
  description:
    'Name of a time zone in the IANA database, e.g. `Europe/Paris`. Fixed offsets such as `+02:00` are refused: they know no summer time.',
  specifiedByURL: 'https://www.iana.org/time-zones',
  serialize: zone => zone,
  parseValue: parseTimeZone,
})

builder.scalarType('Position', {
  description:
    'Place of an event in the whole log, as a decimal string: `"1234"`. Order of positions is order of commits. Compare positions, do not count with them.',
  serialize: position => String(position),
  parseValue: parsePosition,
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: value => value,
  parseValue: value => value as Json,
  parseLiteral: (node, variables) =>
    node.kind === Kind.VARIABLE
      ? ((variables?.[node.name.value] ?? null) as Json)
      : (valueFromASTUntyped(node, variables) as Json),
})
