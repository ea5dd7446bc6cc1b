import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'

/**
 * Seals configured secrets. The same text at the same place gives the same seal, so that a repeated command is seen as one; what a seal
 * tells is only whether a place holds the same secret again.
 */
interface SecretBox {
  seal(plain: string, place: string): string
  /** @throws Error for a seal of another key, or one that was altered */
  open(sealed: string): string
}

const version = 'v1.'
const ivBytes = 12
const tagBytes = 16

/** @param key 32 random bytes */
export function createSecretBox(key: Uint8Array): SecretBox {
  if (key.length !== 32) throw new Error(`the secret key must have 32 bytes, it has ${key.length}`)
  const cipherKey = derived(key, 'ringledger secret cipher')
  const nonceKey = derived(key, 'ringledger secret nonce')
  return {
    seal(plain, place) {
      const iv = createHmac('sha256', nonceKey).update(`${place}\0${plain}`).digest().subarray(0, ivBytes)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, iv)
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return version + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
    },
    open(sealed) {
      const bytes = sealed.startsWith(version) ? Buffer.from(sealed.slice(version.length), 'base64url') : undefined
      if (!bytes || bytes.length < ivBytes + tagBytes) throw new Error('this is no sealed secret')
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(0, ivBytes))
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
      } catch {
        throw new Error(
          'a secret was sealed with another key: set RINGLEDGER_SECRET_KEY, or bring back the file secret.key of the data directory',
        )
      }
    },
  }
}

const derived = (key: Uint8Array, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', purpose, 32))
