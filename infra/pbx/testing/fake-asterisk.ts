import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expectedOf } from '../../../domain/roll-out/expected.ts'
import type { Expected, Pbx } from '../../../domain/roll-out/pbx.ts'
import type { AmiSource } from '../../../domain/sites/ami-source.ts'
import { realTimers, type Timers } from '../../../ingest/ami/timers.ts'
import { startFakeManager, type FakeManager, type Packet } from '../../../ingest/testing/fake-manager.ts'
import { directoryAndAmi } from '../directory-and-ami.ts'

/** What it does with an action: as usual when undefined. */
export type Behaviour = (action: Packet) => Packet | 'cut' | 'hang' | undefined

/** A directory and a manager interface that behave like an Asterisk: it shows what it read by its last reload, not what lies there. */
export interface FakeAsterisk {
  readonly directory: string
  readonly pbx: Pbx
  readonly ami: AmiSource
  readonly manager: FakeManager
  /** What is in force in the directory. */
  file(name: string): Promise<string | undefined>
  /** The same, at once; empty when there is none. */
  inForce(name: string): string
  /** What it has read. */
  shows(): Expected
  /** Its own database, by whole keys such as `/ringledger/user/alice/dnd`. */
  readonly database: Map<string, string>
  /** Modules that were reloaded, in order. */
  reloads(): readonly string[]
  behave(behaviour: Behaviour): void
  stop(): Promise<void>
}

export const managerSecretVariable = 'RINGLEDGER_TEST_MANAGER_SECRET'
const secret = 'a secret of tests'

export async function startFakeAsterisk(timers: Timers = realTimers): Promise<FakeAsterisk> {
  process.env[managerSecretVariable] = secret
  const directory = await mkdtemp(path.join(os.tmpdir(), 'ringledger-pbx-'))
  let behaviour: Behaviour = () => undefined
  let isMute = false
  let shown: Expected = { queues: [], endpoints: [] }
  const database = new Map<string, string>()

  const inForce = (name: string): string => {
    try {
      return readFileSync(path.join(directory, 'current', name), 'utf8')
    } catch {
      return ''
    }
  }

  function answer(action: Packet): Packet | 'cut' | undefined {
    const given = behaviour(action)
    if (given === 'hang') {
      isMute = true
      return undefined
    }
    if (given !== undefined) return given
    if (action['Action'] === 'DBPut' || action['Action'] === 'DBDel') return changed(action)
    if (action['Action'] !== 'Reload') return undefined
    const read = expectedOf(['queues.conf', 'pjsip.conf'].map(name => ({ path: name, content: inForce(name) })))
    if (action['Module'] === 'app_queue.so') shown = { ...shown, queues: read.queues }
    if (action['Module'] === 'res_pjsip.so') shown = { ...shown, endpoints: read.endpoints }
    return { Message: 'Module Reloaded' }
  }

  function changed({ Action, Family, Key, Val = '' }: Packet): Packet {
    const key = `/${Family ?? ''}/${Key ?? ''}`
    if (Action === 'DBDel' && !database.delete(key))
      return { Response: 'Error', Message: 'Database entry could not be deleted' }
    if (Action === 'DBPut') database.set(key, Val)
    return { Message: 'Updated database successfully' }
  }

  const manager = await startFakeManager({
    secret,
    answer,
    isMute: () => isMute,
    standing: {
      get QueueStatus() {
        return shown.queues.flatMap(({ name, members }): Packet[] => [
          { Event: 'QueueParams', Queue: name },
          ...members.map(Location => ({ Event: 'QueueMember', Queue: name, Location })),
        ])
      },
      get DBGetTree() {
        return [...database].map(([Key, Val]) => ({ Event: 'DBGetTreeResponse', Key, Val }))
      },
      get PJSIPShowEndpoints() {
        return shown.endpoints.map(ObjectName => ({ Event: 'EndpointList', ObjectName }))
      },
    },
  })
  const ami: AmiSource = {
    name: 'deployment',
    kind: 'ami',
    host: '127.0.0.1',
    port: manager.port,
    user: 'ringledger',
    secretEnvironment: managerSecretVariable,
  }
  return {
    directory,
    ami,
    manager,
    pbx: directoryAndAmi(directory, ami, timers),
    file: name => readFile(path.join(directory, 'current', name), 'utf8').catch(() => undefined),
    inForce,
    shows: () => shown,
    database,
    reloads: () => manager.actions.flatMap(action => (action['Action'] === 'Reload' ? [action['Module'] ?? ''] : [])),
    behave(next) {
      behaviour = next
      isMute = false
    },
    async stop() {
      await manager.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
