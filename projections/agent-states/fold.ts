import { assignedClaims, type AliasEvent } from '../../domain/agents/aliases.ts'
import { compareSigns, type Sign } from '../../domain/agents/signs.ts'
import type { AgentState } from '../../domain/agents/state.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Fold, FoldContext, TableWrite } from '../../domain/kernel/projection.ts'
import { microsPerQuarter, microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { amiEventRecorded, amiGapRecorded, queueLogRowRecorded, type QueueLogFact } from '../../domain/pbx/facts.ts'
import { queueTalkEndFound } from '../../domain/queues/talk-ends.ts'
import type { SiteEvent } from '../../domain/sites/sites.ts'
import { changesSomething } from '../table-writes.ts'
import { createAliasBook, type StoredClaim } from './alias-book.ts'
import { amendmentOf } from './amendment.ts'
import { advance, type Chain } from './chain.ts'
import { createFigures, type HeldSpans } from './figures/figures.ts'
import { createHeardRings, daysOfRing, type RingChange } from './rings/heard-rings.ts'
import { createInterfaceDays } from './interface-days.ts'
import { netOf } from './netting.ts'
import { newsOf } from './news.ts'
import { createNodes } from './nodes.ts'
import { entriesOf, pastOf } from './past.ts'
import { firstStretch, refold } from './refold.ts'
import { createRoster } from './roster.ts'
import { createNowRows } from './now-rows.ts'
import { createRowChanges } from './row-changes.ts'
import { agentRowOf, agentRowOfTalkEnd, type AgentRow } from './rows.ts'
import { createSiteDays, daysOf } from './site-days.ts'
import type { Stored } from './stored.ts'
import { createZones } from './zones.ts'

/** How much a fold holds in memory, whatever the length of the log. */
export interface Capacity {
  /** Of days that late rows needed; the others are read from the log when one does. */
  readonly rows: number
  /** That were put off, so that they are folded together. */
  readonly putOff: number
  readonly spans: HeldSpans
}

const usualCapacity: Capacity = {
  rows: 60_000,
  putOff: 20_000,
  spans: { quarters: 8 * microsPerQuarter, days: 3 * 96 * microsPerQuarter },
}

/** Rows that are older than the newest of their site by more than this come late, and not out of order by some seconds. */
const late = 3600 * microsPerSecond

/** What has come and is not folded yet. */
interface TakenIn {
  readonly rows: AgentRow[]
  /** Sites whose days begin elsewhere now. */
  readonly moved: Set<string>
  /** Up to here; undefined: nothing has come. */
  through: Position | undefined
}

const nothingTaken = (): TakenIn => ({ rows: [], moved: new Set(), through: undefined })

/**
 * Turns facts into states and figures of agents. The tables are a function of the set of facts, not of how they were cut into pages or in
 * which order they came: signs that come in order are applied to where the agent stands; for others his day is folded again.
 */
export async function foldOver(
  stored: Stored,
  log: Pick<EventStore, 'readStream' | 'readTagged'>,
  { position, closedBefore }: Pick<FoldContext, 'position' | 'closedBefore'>,
  capacity: Capacity = usualCapacity,
): Promise<Fold> {
  const keptFrom = (site: string): Micros => closedBefore(site, position + 1)
  const zones = createZones(await stored.sites())
  const nodes = createNodes({ nodes: await stored.nodes(), restarts: await stored.restarts() }, closedBefore)
  const aliases = createAliasBook(await stored.claims())
  const roster = createRoster(await stored.agents())
  const figures = await createFigures(stored, zones, roster, capacity.spans)
  const interfaceDays = createInterfaceDays()
  const heard = await createHeardRings(stored)
  const now = createNowRows()
  const days = createSiteDays({ log, nodesOf: nodes.of, capacity: capacity.rows, closedBefore })
  let foldedThrough = position
  let taken = nothingTaken()

  function takeIn(events: readonly RecordedEvent[]): void {
    const rows: AgentRow[] = []
    for (const event of events) {
      if (event.type === queueLogRowRecorded) takeInRow(event, rows)
      else if (event.type === queueTalkEndFound) rows.push(agentRowOfTalkEnd(event, closedBefore))
      else if (isHeard(event)) heard.see(event)
      else takeInDecision(event)
    }
    const claimed: StoredClaim[] = []
    for (const { site, node, claims } of rows) for (const claim of claims) claimed.push({ ...claim, site, node })
    aliases.claim(claimed)
    days.add(rows)
    interfaceDays.see(rows)
    for (const row of rows) taken.rows.push(row)
    taken.through = events.at(-1)?.position ?? taken.through
  }

  const isLate = ({ type, site = '', occurredAt }: RecordedEvent): boolean =>
    type === queueLogRowRecorded && occurredAt < nodes.newestOf(site) - late

  function takeInRow(event: RecordedEvent, rows: AgentRow[]): void {
    const { site = '', node = '', occurredAt, position: at } = event
    nodes.see(site, node, occurredAt, at, (event.data as unknown as QueueLogFact).event === 'QUEUESTART')
    zones.see(site)
    const row = agentRowOf(event, closedBefore)
    if (row) rows.push(row)
  }

  function takeInDecision({ data, position: at }: RecordedEvent): void {
    const event = data as unknown as SiteEvent | AliasEvent
    if (event.type === 'SiteRegistered' && zones.set(event.site, event.timeZone)) taken.moved.add(event.site)
    if (event.type !== 'AgentAliasAssigned') return
    aliases.claim(assignedClaims(event, at).map(claim => ({ ...claim, site: event.site, node: '' })))
  }

  return {
    /** What comes behind its day, a ring or a row, has it folded anew, and the first day behind it that is known: for many of them as for one. */
    putOff(events) {
      if (!events.every(isHeard) && (taken.rows.length >= capacity.putOff || !events.some(isLate))) return false
      takeIn(events)
      return true
    },

    async page(events) {
      takeIn(events)
      const { rows, moved, through } = taken
      taken = nothingTaken()
      if (through === undefined) return []
      for (const site of moved) await figures.restateDays(site)
      const restartChanges = await nodes.settle(log)
      const ringChanges = await heard.settle(log)
      const told = { rows, restartChanges, ringChanges }
      const news = await newsOf({ ...told, roster, nodes, aliases, heard, stored, days, foldedThrough, keptFrom })

      const wanted = [...news].flatMap(([chain, { signs, rings, days: dirty }]) =>
        isFarBehind(chain, signs)
          ? (firstStretch(chain, changedDays(dirty, signs, rings), keptFrom(chain.site)) ?? [])
          : [],
      )
      const past = pastOf({
        stored,
        known: await entriesOf(stored, wanted),
        days,
        nodes,
        aliases,
        heard,
        restartChanges,
        foldedThrough,
        keptFrom,
        closedBefore,
      })
      const before = new Map<Chain, AgentState>()
      const changes = createRowChanges()
      for (const [chain, { signs, rings, days: dirty }] of news) {
        const state = chain.state
        signs.sort(compareSigns)
        const amended = amendmentOf(chain, rings)
        const touched = [...(amended?.keys() ?? []), ...signs].sort(compareSigns)
        const isLate = dirty.size > 0 || nodes.startedBehind(chain.site, state.nodes, touched)
        const inOrder = isLate || !amended ? undefined : advance(chain, signs, amended)
        const consequences = inOrder ?? (await refold(chain, changedDays(dirty, signs, rings), past))
        if (chain.state !== state) before.set(chain, state)
        const net = netOf(consequences)
        changes.take(chain, net)
        figures.take(chain, net)
      }

      const writes: TableWrite[] = [
        ...changes.writes(),
        ...(await figures.settle()),
        ...nodes.writes(),
        ...heard.writes(),
        aliases.settle(),
        interfaceDays.write(),
        zones.write(),
      ]
      now.see(before)
      days.trim()
      foldedThrough = through
      return writes.filter(changesSomething)
    },

    keptBack: () => now.take().filter(changesSomething),
  }
}

/** Before all that is remembered of him: his day has to be folded again. */
const isFarBehind = ({ recent, state }: Chain, signs: readonly Sign[]): boolean => {
  const from = recent[0]?.signs[0]?.at ?? state.newest ?? -Infinity
  return signs.some(({ at }) => at < from)
}

const changedDays = (
  dirty: ReadonlySet<Micros>,
  signs: readonly Sign[],
  rings: readonly RingChange[],
): ReadonlySet<Micros> => new Set([...dirty, ...daysOf(signs), ...rings.flatMap(daysOfRing)])

const isHeard = ({ type }: RecordedEvent): boolean => type === amiEventRecorded || type === amiGapRecorded
