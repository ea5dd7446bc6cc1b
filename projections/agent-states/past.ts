import { utcDayOf } from '../../domain/agents/day.ts'
import { besideHeard } from '../../domain/agents/heard-rings.ts'
import { restartSign, type Restart } from '../../domain/agents/restarts.ts'
import { compareSigns, type Sign } from '../../domain/agents/signs.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { ClosedBefore } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { AliasBook } from './alias-book.ts'
import type { DayEntry } from './chain.ts'
import { signFrom } from './closing.ts'
import type { HeardRings } from './rings/heard-rings.ts'
import type { Nodes, RestartChange } from './nodes.ts'
import { nextStretch, type Past } from './refold.ts'
import type { AgentRow } from './rows.ts'
import type { SiteDays } from './site-days.ts'
import type { DayStretch, Stored } from './stored.ts'

type KnownEntries = ReadonlyMap<string, readonly DayEntry[]>

const nameOf = ({ site, agent, from, through }: DayStretch): string => `${from}\0${through}\0${site}\0${agent}`

/** Asks for the entries of many agents at once: for those that a refold needs first, and where these tell that it needs more, for them. */
export async function entriesOf(
  stored: Pick<Stored, 'entriesWithin'>,
  stretches: readonly DayStretch[],
): Promise<KnownEntries> {
  const ask = async (wanted: readonly DayStretch[]) => {
    const found = wanted.length === 0 ? [] : await stored.entriesWithin(wanted)
    return wanted.map((stretch, index) => ({ stretch, entries: found[index] ?? [] }))
  }
  const first = await ask(stretches)
  const next = await ask(first.flatMap(({ stretch, entries }) => nextStretch(stretch, entries) ?? []))
  return new Map([...first, ...next].map(({ stretch, entries }) => [nameOf(stretch), entries]))
}

/** What a refold needs to know: the days as they were before the page, and as they are with it. */
export function pastOf(options: {
  readonly stored: Pick<Stored, 'entriesWithin'>
  /** Entries that were asked for together; others are asked for when they are needed. */
  readonly known: KnownEntries
  readonly days: SiteDays
  readonly nodes: Nodes
  readonly aliases: AliasBook
  readonly heard: Pick<HeardRings, 'around'>
  readonly restartChanges: readonly RestartChange[]
  /** Rows up to here were folded before the page. */
  readonly foldedThrough: Position
  readonly keptFrom: Past['keptFrom']
  readonly closedBefore: ClosedBefore
}): Past {
  const { stored, known, days, nodes, aliases, heard, restartChanges, foldedThrough, keptFrom, closedBefore } = options
  const changed = new Map(restartChanges.map(({ before, after }) => [after.position, before]))
  const isOn = (day: Micros) => (sign: Sign) => utcDayOf(sign.at) === day

  return {
    async entriesWithin({ site, agent, newestEntry }, from, through) {
      if (newestEntry && newestEntry.day <= from) return newestEntry.day === from ? [newestEntry] : []
      const stretch = { site, agent, from, through }
      return known.get(nameOf(stretch)) ?? (await stored.entriesWithin([stretch]))[0] ?? []
    },

    async signsOf(site, agent, start) {
      const day = await days.of(site, start)
      const rows: AgentRow[] = []
      for (const name of new Set([agent, ...day.interfaces])) rows.push(...(day.byName.get(name) ?? []))
      const signsOf = (some: readonly AgentRow[]) => some.flatMap(({ signs }) => signs.filter(isOn(start)))
      const restarts = nodes.restartsOf(site)
      const restartsBefore = restarts.flatMap(restart => {
        const before = changed.has(restart.position) ? changed.get(restart.position) : restart
        return before ? [before] : []
      })
      const rings = await heard.around(site, agent, start)
      const signsOn = (some: readonly AgentRow[], starts: readonly Restart[], told: readonly Sign[]) => {
        const besides = besideHeard(
          signsOf(some),
          told.filter(({ kind }) => kind === 'HEARD'),
        )
        return [...besides, ...told.filter(isOn(start)), ...starts.map(restartSign).filter(isOn(start))].sort(
          compareSigns,
        )
      }
      return {
        before: signsOn(
          rows.filter(row => row.position <= foldedThrough && aliases.agentBefore(row) === agent),
          restartsBefore,
          rings.before,
        ),
        after: signsOn(
          rows.filter(row => aliases.agentOf(row) === agent),
          restarts,
          rings.after,
        ),
      }
    },

    keptFrom,
    reaching: (site, sign) => signFrom(closedBefore(site, sign.position), sign),
    restarts: site => nodes.restartsOf(site).map(restartSign),
  }
}
