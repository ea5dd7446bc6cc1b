import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Json } from '../../domain/kernel/json.ts'

/** Values that come back to us, and that nobody else can make. Anybody can read them. */
interface SignedStatements {
  sign(value: Json): string
  /** @returns undefined for a text that is forged or damaged */
  read(text: string): unknown
}

/**
 * @param key 32 random bytes, kept by the server
 * @param purpose what is signed for one purpose is worth nothing for another
 */
export function signedStatements(key: Uint8Array, purpose: string): SignedStatements {
  const signed = (text: string) =>
    `${text}.${createHmac('sha256', key).update(`${purpose} ${text}`).digest('base64url')}`
  return {
    sign: value => signed(Buffer.from(JSON.stringify(value)).toString('base64url')),
    read(whole) {
      const [text = ''] = whole.split('.', 1)
      // As texts: base64url can be written in several ways that are read as the same bytes.
      const [given, right] = [Buffer.from(whole), Buffer.from(signed(text))]
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown
    },
  }
}
