import { mix } from '../kernel/hash128.ts'

/**
 * What a text leaves behind: enough for the digest of texts in a row, without reading them again. A dialplan has millions of signs, and
 * the change of one line leaves most of its parts as they were.
 */
export interface Imprint {
  /** UTF-16 code units. */
  readonly length: number
  readonly lanes: Lanes
}

type Lanes = readonly [number, number, number, number]

/** Four polynomials of the code units, modulo 2^32, each at a place of its own: a text's is a sum, so texts in a row add up. */
const places: Lanes = [0x9e37_79b1, 0x85eb_ca77, 0xc2b2_ae3d, 0x27d4_eb2f]

/** Of a text alone; `followedBy` puts one behind another. */
export function imprintOf(text: string): Imprint {
  const [p, q, r, s] = places
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = (Math.imul(a, p) + unit) | 0
    b = (Math.imul(b, q) + unit) | 0
    c = (Math.imul(c, r) + unit) | 0
    d = (Math.imul(d, s) + unit) | 0
  }
  return { length: text.length, lanes: [a, b, c, d] }
}

/** Of one text behind the other. */
export const followedBy = (before: Imprint, after: Imprint): Imprint => {
  const lane = (i: 0 | 1 | 2 | 3) => (Math.imul(before.lanes[i], power(places[i], after.length)) + after.lanes[i]) | 0
  return { length: before.length + after.length, lanes: [lane(0), lane(1), lane(2), lane(3)] }
}

function power(base: number, exponent: number): number {
  let result = 1
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2), square = Math.imul(square, square))
    if (left % 2 === 1) result = Math.imul(result, square)
  return result
}

/**
 * The digest of a text by its imprint, 128 bits as hexadecimal digits. It tells one text from another, and is no proof against who wants
 * two to be alike.
 */
export function digestOf({ length, lanes }: Imprint): string {
  // Low bits of a lane know only low bits of the text: each lane is mixed with all others.
  let [a, b, c, d] = lanes
  a = mix(a ^ length ^ mix(d))
  b = mix(b ^ a)
  c = mix(c ^ b)
  d = mix(d ^ c)
  return [mix(a ^ d), b, c, d].map(word => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
