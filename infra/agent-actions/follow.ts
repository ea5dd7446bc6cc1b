import { setTimeout as delay } from 'node:timers/promises'
import type { AgentActionsPort } from '../../api/ports/agent-actions.ts'
import type { ChangeSetApplied } from '../../domain/configuration/history.ts'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import type { ConfigurationApplied } from '../../domain/roll-out/events.ts'

interface FollowMembershipsOptions {
  readonly store: Pick<EventStore, 'subscribe'>
  readonly agentActions: Pick<AgentActionsPort, 'bringMemberships'>
  readonly clock: () => Micros
  readonly log: Log
  /** How often it looks whether there is something to do. */
  readonly everyMs?: number
}

export interface MembershipsFollower {
  stop(): Promise<void>
}

/** Who logged in by phone meanwhile may have come into the queues that the files of his PBX still name. */
const checkedEvery: Micros = 60 * microsPerSecond
const longestPauseMs = 60_000

interface Site {
  /** A configuration was rolled out to it: its agents are ours. */
  isOurs: boolean
  isRight: boolean
  checkedAt: Micros
  failures: number
  notBefore: Micros
  problem: string | undefined
}

const rolledOut: ConfigurationApplied['type'] = 'ConfigurationApplied'
const changed: ChangeSetApplied['type'] = 'ChangeSetApplied'

/**
 * Brings to the PBX what is configured about the queues of agents who are logged in (pbx-configuration §7.6): after each change of the
 * configuration, after a roll-out, and now and then. Until it is stopped; where a PBX does not answer, it tries again. Several servers do
 * each other no harm: what one has done, the others find done.
 */
export function followMemberships(options: FollowMembershipsOptions): MembershipsFollower {
  const { store, agentActions, clock, log, everyMs = 1000 } = options
  const sites = new Map<string, Site>()
  const stop = new AbortController()
  const isOver = () => stop.signal.aborted
  const pause = (milliseconds: number) => delay(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined)

  function hear(name: string, type: string): void {
    const known = sites.get(name) ?? newSite()
    sites.set(name, known)
    if (type === rolledOut) Object.assign(known, { isOurs: true, failures: 0, notBefore: 0 })
    known.isRight = false
  }

  async function listen(): Promise<void> {
    let after = 0
    let failures = 0
    while (!isOver()) {
      try {
        const types = [rolledOut, changed]
        for await (const { events, through } of store.subscribe({ after, types, signal: stop.signal })) {
          for (const { site, type } of events) if (site !== undefined) hear(site, type)
          after = through
          failures = 0
        }
      } catch (error) {
        failures++
        if (!isOver()) log('warn', `Changes of queues of agents could not be read: ${messageOf(error)}`)
      }
      await pause(waitMs(everyMs, failures))
    }
  }

  async function look(name: string, site: Site): Promise<void> {
    const now = clock()
    if (!site.isOurs || now < site.notBefore || (site.isRight && now - site.checkedAt < checkedEvery)) return
    Object.assign(site, { isRight: true, checkedAt: now })
    try {
      const steps = await agentActions.bringMemberships(name)
      if (steps.length > 0) log('info', `${steps.length} memberships of agents were brought to the PBX of ${name}`)
      Object.assign(site, { failures: 0, problem: undefined })
    } catch (error) {
      const problem = messageOf(error)
      if (!isOver() && problem !== site.problem)
        log('warn', `The queues of agents could not be brought to the PBX of ${name}: ${problem}`)
      site.failures++
      Object.assign(site, { isRight: false, problem, notBefore: clock() + 1000 * waitMs(everyMs, site.failures) })
    }
  }

  async function bring(): Promise<void> {
    while (!isOver()) {
      await Promise.all([...sites].map(([name, site]) => look(name, site)))
      await pause(everyMs)
    }
  }

  const done = Promise.all([listen(), bring()])
  return {
    async stop() {
      stop.abort()
      await done
    },
  }
}

const newSite = (): Site => ({
  isOurs: false,
  isRight: false,
  checkedAt: 0,
  failures: 0,
  notBefore: 0,
  problem: undefined,
})

const waitMs = (everyMs: number, failures: number): number =>
  failures === 0 ? everyMs : Math.min(longestPauseMs, everyMs * 2 ** Math.min(failures, 10))
