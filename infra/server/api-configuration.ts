import type { ConfigurationPort } from '../../api/ports.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { newSecret } from '../secrets/new-secret.ts'
import { createSecretBox } from '../secrets/secret-box.ts'
import { secretKey } from '../secrets/secret-key.ts'

/** What the API decides configuration commands with: the log's configuration, and the key of this installation. */
export async function apiConfiguration(
  store: Pick<EventStore, 'readStream'>,
  dataDirectory: string,
): Promise<ConfigurationPort> {
  const box = createSecretBox(await secretKey(dataDirectory))
  return {
    reader: createConfigurationReader(store, kinds),
    rules: { kinds, seal: (plain, place) => box.seal(plain, place), newSecret },
  }
}
