import { setTimeout as delay } from 'node:timers/promises'
import { objectOf } from '../../domain/configuration/configuration.ts'
import type { ConfigurationReader } from '../../domain/configuration/history.ts'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { amiEventRecorded, type AmiFact } from '../../domain/pbx/facts.ts'
import { leftOutside } from '../../domain/recordings/outside-transfer.ts'
import type { Pbx } from '../../domain/roll-out/pbx.ts'
import { deploymentAmi, mediaServers, type Deployment } from '../../domain/sites/media-servers.ts'
import { directoryAndAmi } from '../pbx/directory-and-ami.ts'

interface StopRecordingsOptions {
  readonly store: Pick<EventStore, 'subscribe' | 'lastPosition'>
  readonly reader: Pick<ConfigurationReader, 'now'>
  readonly clock: () => Micros
  readonly log: Log
  /** How a node is reached; by its manager interface when left out. */
  readonly pbxOf?: (deployment: Deployment) => Pick<Pbx, 'stopRecording'>
  /** How long it waits before it tries again. */
  readonly pauseMs?: number
}

export interface RecordingsStopper {
  stop(): Promise<void>
}

/** What is older is told by a file that is read afterwards, or was seen to by another server. */
const oldest: Micros = 60 * microsPerSecond
const attempts = 4

/**
 * Stops the recording of a call when an attended transfer leaves nobody of the house in it (contact-center §15.3): the dialplan stops it at
 * blind transfers and forwards, but has no part in this one. Follows what the manager interfaces tell, until it is stopped. Several servers
 * do each other no harm: what one has stopped, the others find stopped.
 */
export function stopRecordingsOutside(options: StopRecordingsOptions): RecordingsStopper {
  const { store, reader, clock, log, pauseMs = 1000 } = options
  const pbxOf = options.pbxOf ?? (deployment => directoryAndAmi(deployment.directory, deploymentAmi(deployment)))
  const over = new AbortController()
  const isOver = () => over.signal.aborted
  const pause = () => delay(pauseMs, undefined, { signal: over.signal }).catch(() => undefined)
  const atWork = new Set<Promise<void>>()

  async function look({ site = '', node = '', data }: RecordedEvent): Promise<void> {
    const { configuration } = await reader.now(site)
    const server = objectOf(configuration, mediaServers, node)?.value
    if (!server?.enabled || !server.deployment) return
    const channels = leftOutside(data as unknown as AmiFact, configuration)
    const stopped = channels.length === 0 ? [] : await pbxOf(server.deployment).stopRecording(channels)
    for (const channel of stopped)
      log(
        'info',
        `The recording of ${channel} on ${site}/${node} was stopped: nobody of the house is in the call any more`,
      )
  }

  async function seeTo(event: RecordedEvent): Promise<void> {
    for (let attempt = 1; !isOver(); attempt++) {
      try {
        await look(event)
        return
      } catch (error) {
        const problem = messageOf(error)
        if (attempt < attempts) await pause()
        else {
          log(
            'error',
            `A call between outside parties on ${event.site}/${event.node} goes on being recorded: ${problem}`,
          )
          return
        }
      }
    }
  }

  const isFor = ({ occurredAt, data }: RecordedEvent): boolean =>
    (data as unknown as AmiFact).event === 'AttendedTransfer' && clock() - occurredAt < oldest

  async function follow(): Promise<void> {
    let after: number | undefined
    while (!isOver()) {
      try {
        after ??= await store.lastPosition()
        for await (const { events, through } of store.subscribe({
          after,
          types: [amiEventRecorded],
          signal: over.signal,
        })) {
          // Not one behind the other: a node that does not answer is no reason to go on recording elsewhere.
          for (const event of events.filter(isFor)) {
            const work = seeTo(event).finally(() => atWork.delete(work))
            atWork.add(work)
          }
          after = through
        }
      } catch (error) {
        if (isOver()) return
        log('warn', `Transfers could not be read: ${messageOf(error)}`)
      }
      await pause()
    }
  }

  const done = follow()
  return {
    async stop() {
      over.abort()
      await done
      await Promise.all(atWork)
    },
  }
}
