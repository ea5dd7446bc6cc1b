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

const [tab, lineFeed, backslash, minus, zero] = [0x09, 0x0a, 0x5c, 0x2d, 0x30]
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

  /** Of a number below 10^8: at least so many. */
  function digits(whole: number, width: number): void {
    let end = at + width
    for (let limit = 10 ** width; whole >= limit; limit *= 10) end++
    const target = chunk
    const first = at
    let left = whole
    for (let place = end - 1; place >= first; place--) {
      const next = (left / 10) | 0
      target[place] = zero + left - next * 10
      left = next
    }
    at = end
  }

  function number(value: number): void {
    room(longestNumber)
    if (!Number.isSafeInteger(value)) return ascii(String(value))
    if (value < 0) chunk[at++] = minus
    const size = Math.abs(value)
    if (size < 10) {
      chunk[at++] = zero + size
    } else if (size < half) {
      digits(size, 1)
    } else {
      const high = Math.floor(size / half)
      digits(high, 1)
      digits(size - high * half, 8)
    }
  }

  function ascii(word: string): void {
    room(word.length)
    for (let i = 0; i < word.length; i++) chunk[at++] = word.charCodeAt(i)
  }

  function text(value: string): void {
    // Of a UTF-16 unit three bytes at most; an escape has two.
    room(value.length * 3)
    const target = chunk
    let place = at
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i)
      if (unit === 0 || unit > 127) return rareText(value)
      const letter = escapes[unit] ?? 0
      if (letter === 0) {
        target[place++] = unit
      } else {
        target[place++] = backslash
        target[place++] = letter
      }
    }
    at = place
  }

  /** PostgreSQL's text has no character 0: a hostile line that holds one is stored with the replacement character. */
  function rareText(value: string): void {
    const escaped = value
      .replaceAll('\0', '\uFFFD')
      .replace(/[\\\t\n\r]/g, character => `\\${String.fromCharCode(escapes[character.charCodeAt(0)] ?? 0)}`)
    at += chunk.write(escaped, at, 'utf8')
  }

  function cell(value: CopyCell | undefined): void {
    if (typeof value === 'number') return number(value)
    if (typeof value === 'string') return text(value)
    if (value === null || value === undefined) return ascii('\\N')
    if (typeof value === 'boolean') return ascii(value ? 't' : 'f')
    if (value instanceof Uint8Array) return ascii(`\\\\x${Buffer.from(value).toString('hex')}`)
    if (value.length === 0) return ascii('{}')
    return text(arrayLiteral(value))
  }

  return {
    row(cells) {
      for (let i = 0; i < cells.length; i++) {
        if (i > 0) {
          room(1)
          chunk[at++] = tab
        }
        cell(cells[i])
      }
      room(1)
      chunk[at++] = lineFeed
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
