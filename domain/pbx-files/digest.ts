import { mix } from '../kernel/hash128.ts'

/**
 * The digest of a file, 128 bits as hexadecimal digits. It tells one text from another, and is no proof against who wants two to be
 * alike. As hash128, but two code units at a step: a dialplan has millions of them, and each change of one line digests them all.
 */
export function digestOf(text: string): string {
  let a = 0x239b_961b ^ text.length
  let b = 0xab0e_9789
  let c = 0x38b3_4ae5
  let d = 0xa1e3_8b93
  // Behind the end charCodeAt is NaN, and that is 0 to the operators; the length tells it from a text that ends so.
  for (let i = 0; i < text.length; i += 2) {
    const units = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16)
    a = Math.imul(((a << 13) | (a >>> 19)) ^ units, 0x9e37_79b1)
    b = Math.imul(((b << 15) | (b >>> 17)) ^ units, 0x85eb_ca77)
    c = Math.imul(((c << 17) | (c >>> 15)) ^ units, 0xc2b2_ae3d)
    d = Math.imul(((d << 19) | (d >>> 13)) ^ units, 0x27d4_eb2f)
  }
  a = mix(a ^ d)
  b = mix(b ^ a)
  c = mix(c ^ b)
  d = mix(d ^ c)
  return [mix(a ^ d), b, c, d].map(word => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
