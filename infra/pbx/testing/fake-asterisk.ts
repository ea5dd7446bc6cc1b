import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pbxObjectsIn, type PbxObject } from '../../../domain/roll-out/pbx-objects.ts'
import type { Pbx } from '../../../domain/roll-out/pbx.ts'
import type { AmiSource } from '../../../domain/sites/ami-source.ts'
import { realTimers, type Timers } from '../../../ingest/ami/timers.ts'
import { startFakeManager, type FakeManager, type Packet } from '../../../ingest/testing/fake-manager.ts'
import { directoryAndAmi } from '../directory-and-ami.ts'
import { fakeAgents } from './fake-agents.ts'

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
  shows(): Shown
  /** Its own database, by whole keys such as `/ringledger/user/alice/dnd`. */
  readonly database: Map<string, string>
  /** How many callers wait in a queue. */
  readonly waiting: Map<string, number>
  /** Rows of queue_log that it wrote for actions on agents, as `agent|event|data`. */
  readonly queueLog: readonly string[]
  /** Modules that were reloaded, in order. */
  reloads(): readonly string[]
  behave(behaviour: Behaviour): void
  stop(): Promise<void>
}

interface Shown {
  readonly queues: readonly { readonly name: string; readonly members: readonly string[] }[]
  readonly endpoints: readonly string[]
}

/** Which module reads which files. */
const filesOf: Readonly<Record<string, readonly string[]>> = {
  'app_queue.so': ['queues.conf'],
  'res_pjsip.so': ['pjsip.conf'],
  'pbx_config.so': ['extensions.conf', 'extensions_extra.d'],
  'app_voicemail.so': ['voicemail.conf'],
  'res_parking.so': ['res_parking.conf'],
}

/** What Asterisk 20 answers instead of a list where there is nothing to list. */
const answersOfNothing: Readonly<Record<string, { readonly kind: PbxObject['kind']; readonly answer: Packet }>> = {
  PJSIPShowEndpoints: { kind: 'endpoint', answer: { Response: 'Error', Message: 'No endpoints found' } },
  VoicemailUsersList: {
    kind: 'mailbox',
    answer: { Message: 'There are no voicemail users currently defined.' },
  },
}

export const managerSecretVariable = 'RINGLEDGER_TEST_MANAGER_SECRET'
const secret = 'a secret of tests'

export async function startFakeAsterisk(timers: Timers = realTimers): Promise<FakeAsterisk> {
  process.env[managerSecretVariable] = secret
  const directory = await mkdtemp(path.join(os.tmpdir(), 'ringledger-pbx-'))
  let behaviour: Behaviour = () => undefined
  let isMute = false
  /** By module: what it has read. */
  const read = new Map<string, readonly PbxObject[]>()
  const database = new Map<string, string>()
  const waiting = new Map<string, number>()
  const agents = fakeAgents(queue => of('queue').some(({ name }) => name === queue))

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
    if (action['Action'] === 'CoreSettings') return { AMIversion: '9.0.0', AsteriskVersion: '20.20.1' }
    const none = answersOfNothing[action['Action'] ?? '']
    if (none && of(none.kind).length === 0) return none.answer
    if (action['Action'] === 'DBPut' || action['Action'] === 'DBDel') return changed(action)
    const acted = agents.answer(action)
    if (acted) return acted
    if (action['Action'] === 'Setvar') return set(action)
    if (action['Action'] !== 'Reload') return undefined
    const module = action['Module'] ?? ''
    const paths = (filesOf[module] ?? []).flatMap(name => (name.endsWith('.d') ? filesIn(name) : [name]))
    read.set(module, pbxObjectsIn(paths.map(name => ({ path: name, content: inForce(name) }))))
    agents.keepOnly(of('queue').map(({ name }) => name))
    return { Message: 'Module Reloaded' }
  }

  function filesIn(name: string): readonly string[] {
    try {
      return readdirSync(path.join(directory, 'current', name)).map(file => `${name}/${file}`)
    } catch {
      return []
    }
  }

  const of = (kind: PbxObject['kind']): readonly PbxObject[] =>
    [...read.values()].flat().filter(object => object.kind === kind)
  const membersOf = (queue: string): readonly string[] =>
    of('member').flatMap(member => (member.of === queue ? [member.name] : []))

  function changed({ Action, Family, Key, Val = '' }: Packet): Packet {
    const key = `/${Family ?? ''}/${Key ?? ''}`
    if (Action === 'DBDel' && !database.delete(key))
      return { Response: 'Error', Message: 'Database entry could not be deleted' }
    if (Action === 'DBPut') database.set(key, Val)
    return { Message: 'Updated database successfully' }
  }

  /** Of variables only the function that sets the state of a device: it is kept in the database (func_devstate). */
  function set({ Variable = '', Value = '' }: Packet): Packet {
    const [, device] = /^DEVICE_STATE\(Custom:(.*)\)$/.exec(Variable) ?? []
    if (device === undefined) return { Response: 'Error', Message: 'Variable not set' }
    database.set(`/CustomDevstate/${device}`, Value)
    return { Message: 'Variable Set' }
  }

  const manager = await startFakeManager({
    secret,
    answer,
    isMute: () => isMute,
    // Its user has system, config and reporting, as a roll-out needs them.
    forbidden: ['Parkinglots'],
    standing: {
      get QueueStatus() {
        return of('queue').flatMap(({ name }): Packet[] => [
          { Event: 'QueueParams', Queue: name, Max: '0', Strategy: 'ringall', Calls: String(waiting.get(name) ?? 0) },
          ...membersOf(name).map(Location => ({
            Event: 'QueueMember',
            Queue: name,
            Name: Location,
            Location,
            Membership: 'static',
          })),
          ...agents.membersOf(name),
        ])
      },
      get ShowDialPlan() {
        return [
          {
            Event: 'ListDialplan',
            Context: 'parkedcalls',
            Extension: '700',
            Priority: '1',
            Application: 'Park',
            AppData: '',
            Registrar: 'res_parking',
          },
          ...of('context').flatMap(({ name: Context }): Packet[] => [
            ...of('extension').flatMap(extension =>
              extension.of === Context
                ? ['1', '2'].map(Priority => ({
                    Event: 'ListDialplan',
                    Context,
                    Extension: extension.name,
                    Priority,
                    Application: 'NoOp',
                    AppData: '',
                    Registrar: 'pbx_config',
                  }))
                : [],
            ),
            { Event: 'ListDialplan', Context, IncludeContext: 'others', Registrar: 'pbx_config' },
          ]),
        ]
      },
      get VoicemailUsersList() {
        return of('mailbox').map(({ name }): Packet => {
          const [VoiceMailbox = '', VMContext = ''] = name.split('@')
          return { Event: 'VoicemailUserEntry', VMContext, VoiceMailbox, Fullname: '' }
        })
      },
      get Parkinglots() {
        return of('parkingLot').map(({ name: Name }) => ({ Event: 'Parkinglot', Name, StartSpace: '701' }))
      },
      get PJSIPShowRegistrationsOutbound() {
        return of('registration').flatMap(({ name: ObjectName }): Packet[] => [
          { Event: 'OutboundRegistrationDetail', ObjectType: 'registration', ObjectName, Status: 'Rejected' },
          { Event: 'AuthDetail', ObjectType: 'auth', ObjectName, Password: 'secret of the trunk' },
        ])
      },
      get DBGetTree() {
        return [...database].map(([Key, Val]) => ({ Event: 'DBGetTreeResponse', Key, Val }))
      },
      get PJSIPShowEndpoints() {
        return of('endpoint').map(({ name: ObjectName }) => ({ Event: 'EndpointList', ObjectName }))
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
    shows: () => ({
      queues: of('queue').map(({ name }) => ({ name, members: membersOf(name) })),
      endpoints: of('endpoint').map(({ name }) => name),
    }),
    database,
    queueLog: agents.rows,
    waiting,
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
