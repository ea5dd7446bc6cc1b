import { foldAgentDay, sameSigns, utcDayOf, type AgentDay } from '../../domain/agents/day.ts'
import { compareSigns, longestSilence, type Sign } from '../../domain/agents/signs.ts'
import { stateOfText, type AgentState } from '../../domain/agents/state.ts'
import { concerns } from '../../domain/agents/step.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { textOfEntry, turned, type Chain, type Consequence, type DayEntry } from './chain.ts'
import type { DayStretch } from './stored.ts'

/** The signs of an agent's day as they were known before the page, and as they are now. */
interface SignsOfDay {
  readonly before: readonly Sign[]
  readonly after: readonly Sign[]
}

export interface Past {
  /** The agent's days from the one to the other, ascending, as they were before the page; and the next one behind, if there is one. */
  entriesWithin(chain: Chain, from: Micros, through: Micros): Promise<readonly DayEntry[]>
  signsOf(site: string, agent: string, day: Micros): Promise<SignsOfDay>
  /** Starts of the PBXs of the site: they may concern an agent who has no sign of his own on that day. */
  restarts(site: string): readonly Sign[]
  /** Start of the first day that is folded: what is older is closed, and where he stood then as it was known when it was closed. */
  keptFrom(site: string): Micros
  /** What an implied sign tells, which does not reach into what was closed when its row came. */
  reaching(site: string, implied: Sign): Sign
}

interface Day {
  readonly day: Micros
  readonly entry: AgentState
  readonly outcome: AgentDay
}

/** What the rows of each day tell about earlier days. */
type Implied = ReadonlyMap<Micros, readonly Sign[]>

/** As in domain/agents/day.ts: only forged rows could make more rounds necessary. */
const mostRounds = 8

/** Rows tell nothing about what lies further back: a login at most this long before (signs.ts), on a day that began a day earlier. */
const reachOfImplied = longestSilence + 86_400 * microsPerSecond

/** The entries that a refold asks for first; undefined: none, as there is nothing to fold. */
export function firstStretch(
  { site, agent }: Chain,
  touched: ReadonlySet<Micros>,
  keptFrom: Micros,
): DayStretch | undefined {
  const changed = [...touched].filter(day => day >= keptFrom)
  if (changed.length === 0) return undefined
  return { site, agent, from: Math.min(...changed), through: Math.max(...changed) + reachOfImplied }
}

/** Those that it asks for next, where the next day that is known lies further behind: it has begun elsewhere before. */
export const nextStretch = (stretch: DayStretch, entries: readonly DayEntry[]): DayStretch | undefined => {
  const last = entries.at(-1)?.day ?? -Infinity
  return last > stretch.through ? { ...stretch, through: last + 2 * reachOfImplied } : undefined
}

/**
 * Folds the agent's days again from the first that has changed, until one ends as it did before, and gives back the difference.
 * The result depends on the signs alone: not on when they became known. Later history costs nothing: of it only as much is read as
 * could tell about the days that are folded, and more only when it turns out that they are more.
 * @param touched days with signs that are new, or are his no more
 */
export async function refold(chain: Chain, touched: ReadonlySet<Micros>, past: Past): Promise<readonly Consequence[]> {
  const keptFrom = past.keptFrom(chain.site)
  const changed = new Set([...touched].filter(day => day >= keptFrom))
  if (changed.size === 0) return []
  let through = Math.max(...changed) + reachOfImplied
  for (let ahead = 2 * reachOfImplied; ; ahead *= 2) {
    const consequences = await refoldWithin(chain, changed, past, through)
    if (consequences) return consequences
    const entries = await past.entriesWithin(chain, Math.min(...changed), through)
    through = Math.max(through, entries.at(-1)?.day ?? through) + ahead
  }
}

/** @returns undefined when days have to be folded about which something behind `through` may tell: the chain is as it was then */
async function refoldWithin(
  chain: Chain,
  changed: ReadonlySet<Micros>,
  past: Past,
  through: Micros,
): Promise<readonly Consequence[] | undefined> {
  const { site, agent } = chain
  const keptFrom = past.keptFrom(site)
  const reaching = (sign: Sign): Sign => past.reaching(site, sign)
  let { start, stored } = await reachedFrom(Math.min(...changed))
  // What one row told may be told again only because it was told: it begins from nothing, as in the reading of a whole life.
  let told: Implied = new Map()

  for (let round = 1; ; round++) {
    const days = await foldFrom(start, told)
    if (!days) return undefined
    const now = withImplied(toldBy(stored), days, keptFrom)
    const moved = firstDifference(told, now)
    if (moved === undefined || round === mostRounds) return differences(days)
    told = now
    if (moved >= start) continue
    ;({ start, stored } = await reachedFrom(moved))
    told = new Map()
    round = 0
  }

  /** The days from this one on, and from as far back as their own rows tell about. */
  async function reachedFrom(day: Micros): Promise<{ start: Micros; stored: readonly DayEntry[] }> {
    const entries = await past.entriesWithin(chain, day, through)
    const first = Math.min(day, ...targetsOf(toldBy(entries)))
    return first === day ? { start: day, stored: entries } : reachedFrom(first)
  }

  /** Day after day until the state is the one that was stored and nothing more has changed. */
  async function foldFrom(from: Micros, implied: Implied): Promise<Day[] | undefined> {
    const restarts = past.restarts(site)
    const own = new Set([...changed, ...stored.map(({ day }) => day), ...targetsOf(implied)])
    const order = [...new Set([...own, ...restarts.map(({ at }) => utcDayOf(at))])]
      .filter(day => day >= from)
      .sort((a, b) => a - b)
    const targets = new Set([...changed, ...targetsOf(implied), ...targetsOf(toldBy(stored))])
    const lastTarget = Math.max(...targets)
    const isCut = (stored.at(-1)?.day ?? -Infinity) > through
    const days: Day[] = []
    let state = stateOf(stored[0]) ?? chain.state
    let isAsStored = false
    for (const [index, day] of order.entries()) {
      // Between a late row and one of today lies a history that neither of them changes.
      if (isAsStored && !targets.has(day)) continue
      if (isAsStored) state = stateOf(stored.find(entry => entry.day >= day)) ?? chain.state
      const mayConcern = own.has(day) || restarts.some(sign => utcDayOf(sign.at) === day && concerns(state, sign))
      if (!mayConcern) continue
      if (isCut && day > through - reachOfImplied) return undefined
      const { after } = await past.signsOf(site, agent, day)
      const outcome = foldAgentDay(state, withTold(after, implied, day), day, reaching)
      days.push({ day, entry: state, outcome })
      state = outcome.exit
      const next = order[index + 1]
      const known = stored.find(entry => entry.day > day)?.state ?? textOfEntry(chain.state)
      isAsStored = textOfEntry(state) === known
      if (next !== undefined && day >= lastTarget && isAsStored) break
    }
    return days
  }

  /** What the rows of these days tell of days that are folded. */
  function toldBy(entries: readonly DayEntry[]): Implied {
    return impliedBy(entries, keptFrom)
  }

  async function differences(days: readonly Day[]): Promise<readonly Consequence[]> {
    const before = new Map(stored.map(entry => [entry.day, entry]))
    const stateAt = (day: Micros) => stateOf(stored.find(entry => entry.day >= day)) ?? chain.state
    const toldBefore = toldBy(stored)
    const done: Consequence[] = []
    const now: Consequence[] = []
    for (const { day, entry, outcome } of days) {
      const signs = await past.signsOf(site, agent, day)
      const old = before.get(day)
      if (old) done.push({ kind: 'entry', row: old, by: 1 })
      done.push(...foldAgentDay(stateAt(day), withTold(signs.before, toldBefore, day), day, reaching).effects)
      if (outcome.exit !== entry) now.push({ kind: 'entry', row: entryOf(day, entry, outcome), by: 1 })
      now.push(...outcome.effects)
    }
    const last = days.at(-1)
    const isNewest = last !== undefined && !stored.some(entry => entry.day > last.day)
    const begin = days.find(({ entry, outcome }) => entry.firstSign === null && outcome.exit.firstSign !== null)
    const firstSign =
      begin?.outcome.exit.firstSign ?? (last?.outcome.exit.firstSign === null ? null : chain.state.firstSign)
    if (!isNewest) chain.state = withFirstSign(chain.state, firstSign ?? chain.state.firstSign)
    else {
      chain.state = withFirstSign(last.outcome.exit, firstSign ?? null)
      chain.newestEntry = last.outcome.exit === last.entry ? undefined : entryOf(last.day, last.entry, last.outcome)
    }
    chain.recent = []
    return [...turned(done), ...now]
  }
}

/** Entries do not tell when it was (chain.ts). */
const withFirstSign = (state: AgentState, firstSign: Micros | null): AgentState =>
  state.firstSign === firstSign ? state : { ...state, firstSign }

const stateOf = (entry: DayEntry | undefined): AgentState | undefined => entry && stateOfText(entry.state)

const entryOf = (day: Micros, entry: AgentState, { implied }: AgentDay): DayEntry => ({
  day,
  state: textOfEntry(entry),
  implied: implied.length === 0 ? null : JSON.stringify(implied),
})

function impliedBy(entries: readonly DayEntry[], keptFrom: Micros): Implied {
  const implied = new Map<Micros, readonly Sign[]>()
  for (const entry of entries)
    if (entry.implied !== null) implied.set(entry.day, keptOf(JSON.parse(entry.implied) as Sign[], keptFrom))
  return implied
}

function withImplied(told: Implied, days: readonly Day[], keptFrom: Micros): Implied {
  const now = new Map(told)
  for (const { day, outcome } of days) now.set(day, keptOf(outcome.implied, keptFrom))
  return now
}

const keptOf = (signs: readonly Sign[], from: Micros): readonly Sign[] => signs.filter(({ at }) => at >= from)

const targetsOf = (implied: Implied): Micros[] =>
  [...implied.values()].flatMap(signs => signs.map(({ at }) => utcDayOf(at)))

/** The first day about which something else is told. */
function firstDifference(a: Implied, b: Implied): Micros | undefined {
  const differing = [...new Set([...a.keys(), ...b.keys()])].flatMap(day => {
    const [one, other] = [a.get(day) ?? [], b.get(day) ?? []]
    return sameSigns(one, other) ? [] : [...one, ...other].map(({ at }) => utcDayOf(at))
  })
  return differing.length === 0 ? undefined : Math.min(...differing)
}

/** The signs of a day with what later days tell about it. */
function withTold(signs: readonly Sign[], implied: Implied, day: Micros): readonly Sign[] {
  const told = [...implied.values()].flat().filter(({ at }) => utcDayOf(at) === day)
  return told.length === 0 ? signs : [...signs, ...told].sort(compareSigns)
}
