import type { ServerResponse } from 'node:http'

/**
 * Runs `then` once when the connection of the response is over, whoever ended it: at once when it is over already, since a reader may leave
 * while it is still looked up who he is, and nobody says that a second time.
 */
export function whenClosed(response: ServerResponse, then: () => void): void {
  if (response.destroyed) then()
  else response.once('close', then)
}
