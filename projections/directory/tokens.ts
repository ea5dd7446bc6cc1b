import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Identity } from '../../domain/access/identity.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { TokenRow } from './types.ts'

interface NewToken {
  readonly tokenId: string
  /** What the client sends: `rl_<id>_<secret>`. Show it once and keep it nowhere. */
  readonly bearer: string
  readonly secretHash: string
}

/** A secret of 256 random bits needs no salt and no slow hash: there is nothing to guess. */
export function newToken(): NewToken {
  const tokenId = randomBytes(6).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  return { tokenId, bearer: `rl_${tokenId}_${secret}`, secretHash: hashOf(secret).toString('hex') }
}

type TokenFault = 'malformed' | 'unknown' | 'revoked' | 'expired'

type Verification =
  | { readonly ok: true; readonly identity: Identity }
  /** For the server's own log and for the holder of a true token; a stranger learns no more than "invalid". */
  | { readonly ok: false; readonly fault: TokenFault }

/**
 * @param bearer what stands behind `Authorization: Bearer`
 * @param tokenById the directory's query; asked once, with an id of lower-case letters and digits
 */
export async function verifyToken(
  bearer: string,
  tokenById: (tokenId: string) => Promise<TokenRow | undefined>,
  now: Micros,
): Promise<Verification> {
  const parts = /^rl_([a-z0-9]{8,32})_([\w-]{43})$/.exec(bearer)
  const [, tokenId, secret] = parts ?? []
  if (tokenId === undefined || secret === undefined) return { ok: false, fault: 'malformed' }
  const token = await tokenById(tokenId)
  // Compared with a hash of nothing when the id is unknown, so that the time taken does not tell which ids exist.
  const same = timingSafeEqual(hashOf(secret), token ? Buffer.from(token.secretHash, 'hex') : hashOf(''))
  if (!token || !same) return { ok: false, fault: 'unknown' }
  if (token.revokedAt !== null) return { ok: false, fault: 'revoked' }
  if (token.expiresAt !== null && token.expiresAt <= now) return { ok: false, fault: 'expired' }
  const { label, role, scope } = token
  return { ok: true, identity: { tokenId, label, role, scope } }
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
