import { crc32 } from 'node:zlib'
import type { Json } from '../../domain/kernel/json.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import type { Row } from '../row-decoder.ts'

/** Rows that a follower has read at once, and where it stands behind them. */
export interface SpoolRecord {
  /** 1, 2, 3 ... in a spool, over all kinds. */
  readonly seq: number
  /** Number of the record before of the same kind; 0: it is the first. */
  readonly after: number
  readonly kind: FactKind
  /** The rows begin where they like: what the log holds of them is left out. Otherwise they follow those of the record before. */
  readonly anew: boolean
  readonly rows: readonly Row[]
  readonly cursor: Json
}

export const newline = 0x0a
const sumOf = (json: Buffer): string => crc32(json).toString(16).padStart(8, '0')

/** A record as a line: checksum of its JSON as 8 hexadecimal digits, a blank, its JSON. */
export function lineOf(record: SpoolRecord): Buffer {
  const json = Buffer.from(JSON.stringify(record))
  return Buffer.concat([Buffer.from(`${sumOf(json)} `), json, Buffer.of(newline)])
}

/** @returns undefined when it is not what lineOf has written; without the line end */
export function recordOf(line: Buffer): SpoolRecord | undefined {
  const json = line.subarray(9)
  if (line[8] !== 0x20 || line.subarray(0, 8).toString('latin1') !== sumOf(json)) return undefined
  return JSON.parse(json.toString()) as SpoolRecord
}
