import type { ConfigurationPort } from '../../api/ports/configuration.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import { microsOfDate } from '../../domain/kernel/time.ts'
import { loggedInAgents } from '../configuration/logged-in-agents.ts'
import { newSecret } from '../secrets/new-secret.ts'
import { createSecretBox } from '../secrets/secret-box.ts'
import { secretKey } from '../secrets/secret-key.ts'

/** What the API decides configuration commands with: the log's configuration, who is logged in, and the key of this installation. */
export async function apiConfiguration(
  { store, pool }: { readonly store: Pick<EventStore, 'readStream'>; readonly pool: Queryable },
  dataDirectory: string,
): Promise<ConfigurationPort> {
  const box = createSecretBox(await secretKey(dataDirectory))
  return {
    reader: createConfigurationReader(
      store,
      kinds,
      loggedInAgents(pool, () => microsOfDate(new Date())),
    ),
    rules: { kinds, seal: (plain, place) => box.seal(plain, place), newSecret },
  }
}
