import type { RetentionPort, RetentionStatus } from '../../api/ports/retention.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import type { ConfigurationReader } from '../../domain/configuration/history.ts'
import { singleKey } from '../../domain/configuration/kind.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { isoOf, microsOfSeconds, type Micros } from '../../domain/kernel/time.ts'
import type { ZoneName } from '../../domain/kernel/zone.ts'
import type { Workflow, Workflows } from '../../domain/kernel/workflows.ts'
import { nextPurge, purgeInstantOf } from '../../domain/retention/next-purge.ts'
import { newBounds, purgedIn, purges, retentionStream, type RowsAffected } from '../../domain/retention/purge.ts'
import { latestBounds, type RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { retentionSettings, type RetentionSettings } from '../../domain/retention/retention-settings.ts'

export const retentionWorkflow = 'retention'

/** Settings may be changed at any time: so often it is looked whether something is over. */
const longestPause = microsOfSeconds(3600)

interface SiteOfRetention {
  readonly site: string
  readonly timeZone: ZoneName
}

interface RetentionOptions {
  readonly store: EventStore
  readonly reader: Pick<ConfigurationReader, 'now'>
  readonly workflows: Pick<Workflows, 'start'>
  readonly sites: () => Promise<readonly SiteOfRetention[]>
  /** What a purge with these bounds would remove from the read models, by `read_model.table`. */
  readonly rowsOver: (site: string, bounds: RetentionBounds) => Promise<RowsAffected>
  /** Read models in whose tables that cannot be counted: a rebuild brings them to the version of this program, or they wait to be switched. */
  readonly behind: () => Promise<readonly string[]>
  readonly clock: () => Micros
  readonly log: Log
}

export interface RetentionService extends RetentionPort {
  readonly workflow: Workflow
  /** Begins to look whether something is over, now and from then on. For the start of a server. */
  readonly resume: () => Promise<void>
}

/** Removes, day by day, what the settings of the sites say is over (docs/adr/0016-purge.md). */
export function createRetention(options: RetentionOptions): RetentionService {
  const { store, reader, workflows, sites, rowsOver, behind, clock, log } = options

  const settingsOf = async (site: string): Promise<RetentionSettings> => {
    const { configuration } = await reader.now(site)
    const object = objectOf(configuration, retentionSettings, singleKey)
    if (!object) throw new Error(`site ${site} has no settings of retention, though they are built in`)
    return object.value
  }

  async function status(site: string): Promise<RetentionStatus> {
    const known = (await sites()).find(one => one.site === site)
    const [settings, history] = await Promise.all([settingsOf(site), purgesOf(store, site)])
    const now = clock()
    return {
      settings,
      inForce: history.bounds,
      due: newBounds(settings, now, history.bounds),
      last: history.last,
      next: known && !settings.legalHold ? nextPurge(settings, known.timeZone, now) : null,
    }
  }

  async function purge(request: Parameters<RetentionPort['purge']>[0]): ReturnType<RetentionPort['purge']> {
    const { site, dryRun, actor } = request
    const { settings, due } = await status(site)
    const now = clock()
    const older = Object.keys(due).length > 0 ? await behind() : []
    if (older.length > 0)
      return { position: await store.lastPosition(), rejections: [notCounted(older)], before: {}, rows: {} }
    const rows = await rowsOver(site, due)
    const command = { type: 'PurgeRecords', site, settings, now, rows } as const
    if (dryRun) {
      const decision = purges.decide(command, (await purgesOf(store, site)).bounds)
      const rejections = decision.accepted ? [] : decision.rejections
      return { position: await store.lastPosition(), rejections, before: due, rows }
    }
    const stream = retentionStream(site)
    const result = await handleCommand(store, purges, command, { stream, site, actor, occurredAt: now })
    if (!result.accepted) return { position: await store.lastPosition(), ...result, before: {}, rows: {} }
    const [event] = result.events
    return { position: result.position, rejections: [], before: event?.before ?? {}, rows: event?.rows ?? {} }
  }

  /** One site that fails must not keep the others from it. */
  async function purgeSite({ site, timeZone }: SiteOfRetention): Promise<string> {
    const { settings, due } = await status(site)
    if (Object.keys(due).length === 0 || settings.legalHold) return 'nothing is over'
    if (clock() < purgeInstantOf(settings, timeZone, clock())) return 'later today'
    const { before, rejections } = await purge({ site, dryRun: false, actor: 'retention' })
    if (rejections.length > 0) {
      const why = rejections.map(({ message }) => message).join('; ')
      log('info', `What is over at ${site} is removed later: ${why}`)
      return why
    }
    log('info', `What is over at ${site} was removed`, { before: boundsAsText(before) })
    return 'purged'
  }

  async function nextLook(): Promise<Micros> {
    const now = clock()
    const instants = await Promise.all(
      (await sites()).map(async ({ site, timeZone }) => nextPurge(await settingsOf(site), timeZone, now)),
    )
    return Math.min(now + longestPause, ...instants)
  }

  /** Named after its minute: however many servers ask for it, it runs once. */
  const lookAt = (at: Micros): Promise<void> =>
    workflows.start(retentionWorkflow, `${retentionWorkflow}/${isoOf(at).slice(0, 16)}`, null, at)

  return {
    status,
    purge,
    inForce: rememberedFor(1000, async site => (await purgesOf(store, site)).bounds),

    async workflow(steps) {
      for (const one of await sites())
        await steps.run(`purge ${one.site}`, () =>
          purgeSite(one).catch((error: unknown) => {
            log('error', `What is over at ${one.site} could not be removed; it is tried again within the hour`, {
              error: String(error),
            })
            return String(error)
          }),
        )
      await steps.run('next', async () => {
        const at = await nextLook()
        await lookAt(at)
        return at
      })
    },

    resume: () => lookAt(clock()),
  }
}

/** A purge is an event that says what it touched: it waits for those who can tell. */
const notCounted = (older: readonly string[]): Rejection => ({
  field: 'site',
  rule: 'upgrade',
  message: `${older.join(', ')} ${older.length === 1 ? 'has' : 'have'} still the tables of another version, in which it cannot be counted what goes; try again once \`ringledger status\` calls all read models live`,
})

/** Asked for each event of a page. */
function rememberedFor<T>(milliseconds: number, ask: (site: string) => Promise<T>): (site: string) => Promise<T> {
  const known = new Map<string, { readonly answer: Promise<T>; readonly askedAt: number }>()
  return site => {
    const last = known.get(site)
    if (last && performance.now() - last.askedAt < milliseconds) return last.answer
    const answer = ask(site)
    known.set(site, { answer, askedAt: performance.now() })
    answer.catch(() => known.delete(site))
    return answer
  }
}

const boundsAsText = (bounds: RetentionBounds): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(bounds).map(([data, at]) => [data, isoOf(at)]))

async function purgesOf(store: Pick<EventStore, 'readStream'>, site: string) {
  let bounds: RetentionBounds = {}
  let last: RetentionStatus['last'] = null
  for await (const { events } of store.readStream(retentionStream(site)))
    for (const event of events) {
      const { before, rows } = purgedIn(event)
      bounds = latestBounds(bounds, before)
      last = { at: event.occurredAt, actor: event.actor ?? null, position: event.position, before, rows }
    }
  return { bounds, last }
}
