import type { EventStore } from '../../domain/kernel/event-store.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import type { Leases } from '../../domain/kernel/leases.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsOfDate, microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { demo, demoStream, type DemoCommand, type DemoEvent } from '../../domain/sites/demo.ts'
import { runDemonstration } from '../../ingest/simulator/demonstration.ts'
import { intoLog } from '../../ingest/transport/into-log.ts'
import { demonstrationPlan } from '../../ingest/simulator/plan.ts'
import type { FollowerHealth } from '../../ingest/sources/running-source.ts'
import type { FollowedSource } from '../../ingest/sources/source-set.ts'
import { followWhileHeld } from '../../ingest/sources/while-held.ts'
import { registerPlace } from '../registration.ts'

const demonstrationSite = 'demo'
const node = 'pbx1'
const seed = 2026
const secondsPerDay = 86_400
const daysFilledIn = 7
/** Of CEL: 50,000 rows a day, which a first start shall not wait for. */
const daysOfCel = 1

interface Demonstrations {
  followed(): readonly FollowedSource[]
  stop(): Promise<void>
}

/** Starts or stops the demonstration call center, here or in the server that runs elsewhere: the event is the switch. */
export async function switchDemonstration(store: EventStore, type: DemoCommand['type'], actor: string): Promise<void> {
  const site = demonstrationSite
  if (type === 'StartDemo')
    await registerPlace(store, { site, node, timeZone: demonstrationPlan.timeZone, actor, siteName: 'Demonstration' })
  const result = await handleCommand(
    store,
    demo,
    { type, site },
    { stream: demoStream(site), occurredAt: microsOfDate(new Date()), actor, site },
  )
  if (!result.accepted) throw new Error(result.rejections.map(({ message }) => message).join('; '))
}

/** Runs the demonstration while the log says that it is on: the last seven days are filled in, the last one with CEL too, then it is live. */
export function followDemonstrations(store: EventStore, leases: Leases, log: Log): Demonstrations {
  const ended = new AbortController()
  let running: { stop: AbortController; health: FollowedSource; done: Promise<void> } | undefined

  function start(startedAt: Micros): void {
    const stop = new AbortController()
    const place = { site: demonstrationSite, node, name: 'demonstration' }
    const entry = {
      stop,
      health: { ...place, state: 'LATE', lagSeconds: null, problem: null } as FollowedSource,
      done: Promise.resolve(),
    }
    const report = (health: FollowerHealth): void => {
      if (health.state === 'DOWN' && health.problem !== entry.health.problem)
        log('error', `The demonstration stopped, it is tried again: ${String(health.problem)}`)
      entry.health = { ...place, ...health }
    }
    const startedOn = Math.floor(startedAt / microsPerSecond / secondsPerDay)
    const options = {
      plan: demonstrationPlan,
      seed,
      from: (startedOn - daysFilledIn) * secondsPerDay,
      celFrom: (startedOn - daysOfCel) * secondsPerDay,
    }
    const facts = intoLog(store, place.site, place.node)
    const context = { facts, ...place, clockZone: demonstrationPlan.timeZone, log, signal: stop.signal, report }
    entry.done = followWhileHeld(leases, 'demonstration', context, own => runDemonstration(options, { ...own, store }))
    running = entry
  }

  const following = (async () => {
    for await (const page of store.subscribe({ types: ['DemoStarted', 'DemoStopped'], signal: ended.signal })) {
      for (const event of page.events) {
        const { type } = event.data as unknown as DemoEvent
        running?.stop.abort()
        await running?.done
        running = undefined
        if (type === 'DemoStarted') start(event.occurredAt)
      }
    }
  })()

  return {
    followed: () => (running ? [running.health] : []),
    async stop() {
      ended.abort()
      running?.stop.abort()
      await Promise.all([following, running?.done])
    },
  }
}
