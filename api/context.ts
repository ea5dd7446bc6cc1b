import type { Identity } from '../domain/access/identity.ts'
import type { May } from './auth/may.ts'
import type { Boards } from './live/boards.ts'
import type { ApiPorts } from './ports/api-ports.ts'

/** What every resolver gets. */
export interface ApiContext extends ApiPorts {
  readonly identity: Identity
  readonly may: May
  readonly boards: Boards
  /** Aborts when the connection that asked is gone. */
  readonly gone: AbortSignal
}
