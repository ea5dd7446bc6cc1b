import { hash } from 'node:crypto'

/** What a page's hash covers (log.page.hash); the payload by the hash of its text, so it may be packed anew some day. */
interface HashedPage {
  /** Hexadecimal, like every hash here. */
  readonly previousHash: string
  readonly firstPosition: number
  readonly events: number
  readonly stream: string
  readonly firstRevision: number
  readonly type: string
  readonly recordedAt: number
  readonly sha256: string
}

/** The end of the chain of an empty log. */
export const genesisHash = hash('sha256', 'ringledger-log/1')

/** The same rule as the SQL function log.page_hash. */
export const pageHashOf = (page: HashedPage): string =>
  hash(
    'sha256',
    [
      'ringledger-page/1',
      page.previousHash,
      page.firstPosition,
      page.events,
      page.stream,
      page.firstRevision,
      page.type,
      page.recordedAt,
      page.sha256,
    ].join('\n'),
  )
