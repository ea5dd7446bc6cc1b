import { isoOf } from '../../domain/kernel/time.ts'
import type { TokenRow } from '../../projections/directory/types.ts'

/** A token as the original answers it (platform-services AU-02); times in UTC, `utc_...` without saying so. */
export function shownToken(bearer: string, { tokenId, role, scope, issuedAt, expiresAt }: TokenRow) {
  const { service, acl = null } = scope
  const expires = expiresAt === null ? null : isoOf(expiresAt)
  return {
    token: bearer,
    auth_id: service ? `${service.site}/${service.login}` : tokenId,
    xivo_user_uuid: null,
    role,
    acls: acl,
    issued_at: isoOf(issuedAt),
    expires_at: expires,
    utc_issued_at: withoutZone(isoOf(issuedAt)),
    utc_expires_at: expires === null ? null : withoutZone(expires),
  }
}

const withoutZone = (instant: string): string => instant.replace(/Z$/, '')
