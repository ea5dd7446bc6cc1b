import type { Cell } from '../../domain/kernel/projection.ts'

export type CopyCell = Cell | Uint8Array

/**
 * Rows in COPY's text format, gathered as bytes: a string of each line would be made, joined and encoded again. What the loops over
 * characters touch are variables of their own: those of the closure are several times as slow.
 */
export interface CopyText {
  row(cells: readonly CopyCell[]): void
  readonly bytes: number
  /** Everything gathered, which is forgotten here. */
  take(): readonly Uint8Array[]
}

/**
 * A chunk goes to the server as one message, and the next one only when the thread has come round to it again, which folds meanwhile:
 * so a table with many rows has large ones. Most tables fill not even the first.
 */
const firstChunkBytes = 8 * 1024
const chunkBytes = 512 * 1024
const longestNumber = 25

const [tab, lineFeed, backslash, minus, zero, capitalN] = [0x09, 0x0a, 0x5c, 0x2d, 0x30, 0x4e]
const half = 1e8

/** What stands behind a backslash instead of the character; 0: the character stands for itself. */
const escapes = new Uint8Array(128)
for (const [character, letter] of ['\\\\', '\tt', '\nn', '\rr'].map(pair => [pair.charCodeAt(0), pair.charCodeAt(1)]))
  escapes[character ?? 0] = letter ?? 0

export function copyText(): CopyText {
  let full: Uint8Array[] = []
  let fullBytes = 0
  let chunk = Buffer.allocUnsafeSlow(0)
  let at = 0

  function room(bytes: number): void {
    if (at + bytes <= chunk.length) return
    if (at > 0) full.push(chunk.subarray(0, at))
    fullBytes += at
    chunk = Buffer.allocUnsafeSlow(Math.max(Math.min(chunkBytes, chunk.length * 8), firstChunkBytes, bytes))
    at = 0
  }

  return {
    row(cells) {
      let bytes = cells.length + 1
      for (const cell of cells) bytes += bytesAtMost(cell)
      room(bytes)
      const target = chunk
      let place = at
      for (let i = 0; i < cells.length; i++) {
        if (i > 0) target[place++] = tab
        const cell = cells[i]
        if (typeof cell === 'number') {
          if (cell >= 0 && cell < 10 && Number.isInteger(cell)) target[place++] = zero + cell
          else place = putNumber(target, place, cell)
        } else if (typeof cell === 'string') place = putText(target, place, cell)
        else place = putOther(target, place, cell)
      }
      target[place++] = lineFeed
      at = place
    },

    get bytes() {
      return fullBytes + at
    },

    take() {
      const taken = at > 0 ? [...full, chunk.subarray(0, at)] : full
      full = []
      fullBytes = 0
      chunk = Buffer.allocUnsafeSlow(0)
      at = 0
      return taken
    },
  }
}

/** Of a UTF-16 unit three bytes; an escape has two. */
function bytesAtMost(cell: CopyCell): number {
  if (typeof cell === 'number') return longestNumber
  if (typeof cell === 'string') return cell.length * 3
  if (cell === null || typeof cell === 'boolean') return 2
  if (cell instanceof Uint8Array) return cell.length * 2 + 3
  let bytes = 2
  for (const each of cell) bytes += typeof each === 'number' ? longestNumber + 1 : each.length * 6 + 3
  return bytes
}

function putNumber(target: Buffer, place: number, value: number): number {
  if (!Number.isSafeInteger(value)) return place + target.write(String(value), place, 'latin1')
  let next = place
  if (value < 0) target[next++] = minus
  const size = Math.abs(value)
  if (size < half) return putDigits(target, next, size, 1)
  const high = Math.floor(size / half)
  return putDigits(target, putDigits(target, next, high, 1), size - high * half, 8)
}

/** Of a number below 10^8: at least so many. */
function putDigits(target: Buffer, place: number, whole: number, width: number): number {
  let end = place + width
  for (let limit = 10 ** width; whole >= limit; limit *= 10) end++
  let left = whole | 0
  for (let digit = end - 1; digit >= place; digit--) {
    const next = (left / 10) | 0
    target[digit] = zero + left - next * 10
    left = next
  }
  return end
}

function putText(target: Buffer, place: number, value: string): number {
  let next = place
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i)
    if (unit === 0 || unit > 127) return putRareText(target, place, value)
    const letter = escapes[unit] ?? 0
    if (letter === 0) {
      target[next++] = unit
    } else {
      target[next++] = backslash
      target[next++] = letter
    }
  }
  return next
}

/** PostgreSQL's text has no character 0: a hostile line that holds one is stored with the replacement character. */
function putRareText(target: Buffer, place: number, value: string): number {
  const escaped = value
    .replaceAll('\0', '\uFFFD')
    .replace(/[\\\t\n\r]/g, character => `\\${String.fromCharCode(escapes[character.charCodeAt(0)] ?? 0)}`)
  return place + target.write(escaped, place, 'utf8')
}

function putOther(target: Buffer, place: number, cell: Exclude<CopyCell, number | string> | undefined): number {
  if (cell === null || cell === undefined) {
    target[place] = backslash
    target[place + 1] = capitalN
    return place + 2
  }
  if (typeof cell === 'boolean') return putText(target, place, cell ? 't' : 'f')
  if (cell instanceof Uint8Array)
    return place + target.write(`\\\\x${Buffer.from(cell).toString('hex')}`, place, 'latin1')
  return putText(target, place, cell.length === 0 ? '{}' : arrayLiteral(cell))
}

/** `{1,2}`, `{"a","with \"quotes\""}` */
export function arrayLiteral(cells: readonly (number | string | boolean | null)[]): string {
  let literal = '{'
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    if (i > 0) literal += ','
    if (typeof cell === 'string')
      literal += `"${/["\\\0]/.test(cell) ? cell.replace(/["\\\0]/g, escapeForArray) : cell}"`
    else literal += cell === null || cell === undefined ? 'NULL' : String(cell)
  }
  return `${literal}}`
}

const escapeForArray = (character: string) => (character === '\0' ? '\uFFFD' : `\\${character}`)
