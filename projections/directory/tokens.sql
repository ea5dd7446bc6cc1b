select token_id as "tokenId",
       label,
       role,
       scope,
       secret_hash as "secretHash",
       issued_us as "issuedAt",
       issued_by as "issuedBy",
       expires_us as "expiresAt",
       revoked_us as "revokedAt",
       revoked_by as "revokedBy"
  from directory.access_token
 order by issued_us, token_id
