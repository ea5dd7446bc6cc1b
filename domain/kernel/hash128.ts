/** Four lanes over the UTF-16 code units, each with its own rotation and odd multiplier, mixed with one another at the end. */
export function hash128(text: string): readonly [number, number, number, number] {
  let a = 0x239b_961b ^ text.length
  let b = 0xab0e_9789
  let c = 0x38b3_4ae5
  let d = 0xa1e3_8b93
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(((a << 13) | (a >>> 19)) ^ unit, 0x9e37_79b1)
    b = Math.imul(((b << 15) | (b >>> 17)) ^ unit, 0x85eb_ca77)
    c = Math.imul(((c << 17) | (c >>> 15)) ^ unit, 0xc2b2_ae3d)
    d = Math.imul(((d << 19) | (d >>> 13)) ^ unit, 0x27d4_eb2f)
  }
  a = mix(a ^ d)
  b = mix(b ^ a)
  c = mix(c ^ b)
  d = mix(d ^ c)
  return [mix(a ^ d), b, c, d]
}

/** The finalizer of MurmurHash3 (32 bits): every bit of the input flips each bit of the output half of the time. */
export function mix(bits: number): number {
  let h = bits
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35)
  return h ^ (h >>> 16)
}
