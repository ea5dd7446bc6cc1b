import type { Revision } from './event.ts'
import { hash128, mix } from './hash128.ts'

/**
 * The id of an event that was stored without one. It follows from stream and revision, so every reader, index and export
 * computes the same id and none is stored. Shape: UUID version 8 (RFC 9562, custom).
 *
 * The first 60 free bits are a hash of the stream's name. The other 62 are a permutation of the revision, keyed by the name:
 * two events of one stream never have the same id; of two streams only if both halves of a 128-bit hash collide.
 */
export const eventIdOf = (stream: string, revision: Revision): string => eventIdsOf(stream)(revision)

/** The ids of one stream: hashes the name once, which matters when a page of a thousand events is read. */
export function eventIdsOf(stream: string): (revision: Revision) => string {
  const [a, b, c, d] = hash128(stream)
  const prefix = `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-8${hex(b).slice(1)}-`
  return revision => {
    // 62 bits as two halves of 31; four Feistel rounds permute them.
    let left = Math.floor(revision / 0x8000_0000)
    let right = revision % 0x8000_0000
    left ^= mix(right ^ c) & 0x7fff_ffff
    right ^= mix(left ^ d) & 0x7fff_ffff
    left ^= mix(right ^ a) & 0x7fff_ffff
    right ^= mix(left ^ b) & 0x7fff_ffff
    return prefix + lastDigits(0x8000 | (left >>> 17), left >>> 1, (left << 15) | (right >>> 16), right)
  }
}

/**
 * `aaaa-bbbbccccdddd` of the lowest 16 bits of each. Made at once: joined from pieces an id is a tree of strings, three times
 * as large and twice as slow, and every event that is read has one.
 */
const lastDigits = (a: number, b: number, c: number, d: number): string =>
  // prettier-ignore
  String.fromCharCode(
    digit(a >>> 12), digit(a >>> 8), digit(a >>> 4), digit(a), hyphen,
    digit(b >>> 12), digit(b >>> 8), digit(b >>> 4), digit(b),
    digit(c >>> 12), digit(c >>> 8), digit(c >>> 4), digit(c),
    digit(d >>> 12), digit(d >>> 8), digit(d >>> 4), digit(d),
  )

const hyphen = 0x2d
const digits = Uint8Array.from('0123456789abcdef', character => character.charCodeAt(0))

/** The character code of the lowest 4 bits. */
const digit = (bits: number): number => digits[bits & 15] ?? 0

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The lowest 16 bits, as four digits. */
const hex = (bits: number): string => `${bytes[(bits >>> 8) & 255] ?? ''}${bytes[bits & 255] ?? ''}`
