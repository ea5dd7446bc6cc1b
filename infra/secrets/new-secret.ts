import { randomBytes } from 'node:crypto'

/** A password of a line to which nobody gave one: 24 characters, 144 random bits, that pjsip.conf takes without quoting. */
export const newSecret = (): string => randomBytes(18).toString('base64url')
