import type { AgentActionsPort } from '../../api/ports/agent-actions.ts'
import type { ConfigurationPort } from '../../api/ports/configuration.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { ReadThrough } from '../../ingest/intake-pace.ts'
import { followSources, type FollowedSource } from '../../ingest/sources/source-set.ts'
import { followMemberships } from '../agent-actions/follow.ts'
import { createPostgresLeases } from '../leases/postgres.ts'
import type { Opened } from '../open.ts'
import { followPhoneStates } from '../phone-states/follow.ts'
import { connectToPbx } from '../postgres/connect-to-pbx.ts'
import { stopRecordingsOutside } from '../recordings/stop-outside.ts'
import { createSecretBox } from '../secrets/secret-box.ts'
import { secretKey } from '../secrets/secret-key.ts'
import { followTalkEnds } from '../talk-ends/follow.ts'
import type { Begun } from './begun.ts'
import { followDemonstrations, switchDemonstration } from './demonstrations.ts'
import { keepTimeIndexes } from './time-indexes.ts'

interface FollowingOptions {
  readonly dataDirectory: string
  readonly configuration: ConfigurationPort
  readonly agentActions: AgentActionsPort
  /** Up to where those read models are that people watch live. */
  readonly readThrough: ReadThrough
  readonly clock: () => Micros
  readonly log: Log
}

interface Following {
  /** Sources and demonstrations that this server reads or waits for. */
  followed(): readonly FollowedSource[]
}

/** Begins what a server does by itself: reads PBXs, and does at them, and in the log, what follows from what it reads there. */
export async function beginFollowing(
  { store, pool, databaseUrl }: Opened,
  { dataDirectory, configuration, agentActions, readThrough, clock, log }: FollowingOptions,
  begun: Begun,
): Promise<Following> {
  const secrets = createSecretBox(await secretKey(dataDirectory))
  const leases = createPostgresLeases({ databaseUrl, log })
  begun.add(() => leases.close())
  const sources = followSources({
    store,
    leases,
    log,
    readThrough,
    connect: connectToPbx,
    onConfigured: () => {
      switchDemonstration(store, 'StopDemo', 'a source was configured').catch((error: unknown) =>
        log('error', `The demonstration could not be ended: ${String(error)}`),
      )
    },
  })
  const demonstrations = followDemonstrations(store, leases, log)
  const followers = [
    sources,
    demonstrations,
    keepTimeIndexes(pool, log),
    followTalkEnds({ sql: pool, store, clock, log }),
    followPhoneStates({ store, ...configuration, open: sealed => secrets.open(sealed), clock, log }),
    followMemberships({ store, agentActions, clock, log }),
    stopRecordingsOutside({ store, reader: configuration.reader, clock, log }),
  ]
  begun.add(() => Promise.all(followers.map(follower => follower.stop())))
  return { followed: () => [...sources.followed(), ...demonstrations.followed()] }
}
