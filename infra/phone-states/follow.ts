import { setTimeout as delay } from 'node:timers/promises'
import { objectOf, type Configuration } from '../../domain/configuration/configuration.ts'
import type { ConfigurationRules } from '../../domain/configuration/draft.ts'
import type { ConfigurationAt, ConfigurationReader } from '../../domain/configuration/history.ts'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { amiEventRecorded, type AmiFact } from '../../domain/pbx/facts.ts'
import type { ConfigurationApplied } from '../../domain/roll-out/events.ts'
import type { Pbx } from '../../domain/roll-out/pbx.ts'
import { wrongLamps } from '../../domain/phone-states/lamps.ts'
import { queues } from '../../domain/queues/configured-queues.ts'
import { callFilters } from '../../domain/routing/call-filters.ts'
import { deploymentAmi, mediaServers, type Deployment } from '../../domain/sites/media-servers.ts'
import { users } from '../../domain/users/configured-users.ts'
import { directoryAndAmi } from '../pbx/directory-and-ami.ts'
import { watchPasswords, type PasswordWatch } from './mailbox-passwords.ts'
import { synchronise } from './synchronise.ts'
import { createTakingIn } from './take-in.ts'

interface FollowPhoneStatesOptions {
  readonly store: EventStore
  readonly reader: ConfigurationReader
  readonly rules: ConfigurationRules
  readonly clock: () => Micros
  readonly log: Log
  /** Opens what was sealed. */
  readonly open: (sealed: string) => string
  /** How a node is reached; by its directory and its manager interface when left out. */
  readonly pbxOf?: (deployment: Deployment) => NodePbx
  /** How often it looks for something new. */
  readonly everyMs?: number
}

type NodePbx = Pick<Pbx, 'kept' | 'keep' | 'lamps' | 'light' | 'contents'>

export interface PhoneStatesFollower {
  stop(): Promise<void>
}

const longestPauseMs = 60_000
/** Once in so many rounds mailboxes are looked at. */
const lookEvery = 30
/** While much is to be read, it takes a tenth of the time at most. */
const restShare = 9

/** Keys that somebody changed by hand are found after so long. */
const checkedEvery: Micros = 600 * microsPerSecond

/** A node whose files are ours. */
interface Node {
  readonly site: string
  readonly name: string
  /** Where the log tells of its last roll-out. */
  readonly told: Position
  /** Of the configuration that its files were made of. */
  readonly applied: Position
  readonly appliedAt: Micros
  readonly generation: string
  known: Configuration | undefined
  passwords: PasswordWatch | undefined
  lookedAt: Micros
  /** What was configured when its keys were right; undefined: look again. */
  right: readonly unknown[] | undefined
  checkedAt: Micros
  /** How often it was heard of: then its keys may be anything. */
  heard: number
  failures: number
  notBefore: Micros
  problem: string | undefined
}

const applied: ConfigurationApplied['type'] = 'ConfigurationApplied'

/**
 * What people switch by their phones, and the PINs of mailboxes that they change there, come into the configuration. What is configured
 * goes into the database of each PBX, and lights the lamps of keys: after a roll-out, when the PBX is heard of again, and when users, filters
 * or queues are changed. Until it is stopped; whatever goes wrong, it tries again. Several servers do each other no harm: what one has done, the others find done.
 */
export function followPhoneStates(options: FollowPhoneStatesOptions): PhoneStatesFollower {
  const { store, reader, clock, log, everyMs = 1000 } = options
  const pbxOf = options.pbxOf ?? (deployment => directoryAndAmi(deployment.directory, deploymentAmi(deployment)))
  const takingIn = createTakingIn(options, [applied])
  const nodes = new Map<string, Node>()
  const stop = new AbortController()
  const isOver = () => stop.signal.aborted
  const pause = (milliseconds: number) => delay(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined)

  function seen(event: RecordedEvent): void {
    if (event.type === applied) return rolledOut(event)
    if (event.type !== amiEventRecorded || (event.data as unknown as AmiFact).event !== 'FullyBooted') return
    const node = nodes.get(keyOf(event))
    if (node) Object.assign(node, { right: undefined, heard: node.heard + 1, failures: 0, notBefore: 0 })
  }

  function rolledOut(event: RecordedEvent): void {
    const { site = '', node: name = '', data } = event
    const { position, generation } = data as unknown as ConfigurationApplied
    // After a start the log is read again from some way back.
    if ((nodes.get(keyOf(event))?.told ?? 0) >= event.position) return
    nodes.set(keyOf(event), {
      site,
      name,
      told: event.position,
      applied: position,
      appliedAt: event.occurredAt,
      generation,
      known: undefined,
      right: undefined,
      checkedAt: 0,
      passwords: undefined,
      lookedAt: 0,
      heard: 0,
      failures: 0,
      notBefore: 0,
      problem: undefined,
    })
  }

  async function visit(node: Node): Promise<void> {
    const now = await reader.now(node.site)
    const server = objectOf(now.configuration, mediaServers, node.name)?.value
    if (!server?.enabled || !server.deployment) return
    const at = now.position === node.applied ? now : undefined
    node.known ??= (at ?? (await reader.asOf(node.site, { position: node.applied }))).configuration
    const pbx = pbxOf(server.deployment)
    await lookAtPasswords(node, node.known, pbx)
    await synchroniseNode(node, node.known, now, pbx)
    Object.assign(node, { failures: 0, problem: undefined })
  }

  async function synchroniseNode(node: Node, known: Configuration, now: ConfigurationAt, pbx: NodePbx): Promise<void> {
    const states = [users, callFilters, queues].map(({ name }) => now.configuration.objects.get(name))
    const isRight = node.right !== undefined && states.every((one, i) => one === node.right?.[i])
    if (isRight && clock() - node.checkedAt < checkedEvery) return
    const { site, heard } = node
    const asked = { site, now: now.configuration, applied: known, pbx }
    const { changes, kept } = await synchronise(store, asked, clock)
    if (changes.length > 0) log('info', `${changes.length} states of phones were brought to ${site}/${node.name}`)
    await pbx.light(wrongLamps(await pbx.lamps(), known, kept))
    node.checkedAt = clock()
    if (node.heard === heard) node.right = states
  }

  async function lookAtPasswords(node: Node, configuration: Configuration, pbx: NodePbx): Promise<void> {
    if (clock() - node.lookedAt < lookEvery * everyMs * 1000) return
    const { site, name, generation, appliedAt: at } = node
    node.passwords ??= watchPasswords(options, { site, node: name, generation, configuration, at })
    await node.passwords.look(pbx)
    node.lookedAt = clock()
  }

  async function tryNode(node: Node): Promise<void> {
    if (clock() < node.notBefore) return
    try {
      await visit(node)
    } catch (error) {
      const problem = messageOf(error)
      if (!isOver() && node.problem !== problem)
        log(
          'warn',
          `The states of phones could not be held to the configuration on ${node.site}/${node.name}: ${problem}`,
        )
      node.problem = problem
      node.failures++
      node.notBefore = clock() + 1000 * Math.min(longestPauseMs, everyMs * 2 ** Math.min(node.failures, 10))
    }
  }

  async function loop(what: string, work: () => Promise<void>): Promise<void> {
    let problem: string | undefined
    for (let failures = 0; !isOver();) {
      try {
        await work()
        problem = undefined
        failures = 0
      } catch (error) {
        failures++
        const message = messageOf(error)
        if (!isOver() && problem !== message) log('warn', `${what}: ${message}`)
        problem = message
      }
      await pause(Math.min(longestPauseMs, everyMs * 2 ** Math.min(failures, 10)))
    }
  }

  async function run(): Promise<void> {
    let isKnown = false
    await loop('What phones switched could not be taken in', async () => {
      if (!isKnown) {
        for await (const { events } of store.readAll({ types: [applied] })) events.forEach(rolledOut)
        isKnown = true
      }
      await takingIn.news({ signal: stop.signal, seen, rest: workedMs => pause(restShare * workedMs) })
    })
  }

  const done = Promise.all([
    run(),
    loop('The states of phones could not be brought to the nodes', async () => {
      await Promise.all([...nodes.values()].map(tryNode))
    }),
  ])
  return {
    async stop() {
      stop.abort()
      await done
    },
  }
}

const keyOf = ({ site = '', node = '' }: RecordedEvent): string => `${site}/${node}`
