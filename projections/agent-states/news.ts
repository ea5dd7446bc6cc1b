import { utcDayOf } from '../../domain/agents/day.ts'
import { restartSign } from '../../domain/agents/restarts.ts'
import type { Sign } from '../../domain/agents/signs.ts'
import { concerns } from '../../domain/agents/step.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { isOfKey, type AliasBook } from './alias-book.ts'
import type { Chain } from './chain.ts'
import type { HeardRings, RingChange } from './rings/heard-rings.ts'
import type { Nodes, RestartChange } from './nodes.ts'
import type { Roster } from './roster.ts'
import type { AgentRow } from './rows.ts'
import { daysOf, type SiteDays } from './site-days.ts'
import type { Stored } from './stored.ts'

/** What a page brings to an agent. */
interface News {
  readonly signs: Sign[]
  /** Rings that are other ones than before. */
  readonly rings: RingChange[]
  /** Days that have to be folded again, whatever the signs: rows on them are another agent's now, or a restart has moved. */
  readonly days: Set<Micros>
}

interface PageOfAgents {
  readonly rows: readonly AgentRow[]
  readonly restartChanges: readonly RestartChange[]
  readonly ringChanges: readonly RingChange[]
  readonly heard: Pick<HeardRings, 'isHeard'>
  readonly roster: Roster
  readonly nodes: Nodes
  readonly aliases: AliasBook
  readonly stored: Pick<Stored, 'interfaceDays'>
  readonly days: SiteDays
  readonly foldedThrough: Position
  /** Of a site the instant before which nothing is folded any more. */
  readonly keptFrom: (site: string) => Micros
}

/** What the page brings, agent by agent. */
export async function newsOf(page: PageOfAgents): Promise<ReadonlyMap<Chain, News>> {
  const { rows, restartChanges, ringChanges, heard, roster, aliases, keptFrom } = page
  const news = new Map<Chain, News>()
  const newsTo = (chain: Chain): News => {
    let known = news.get(chain)
    if (!known) news.set(chain, (known = { signs: [], rings: [], days: new Set() }))
    return known
  }
  for (const row of rows) {
    const agent = aliases.agentOf(row)
    const { signs } = newsTo(roster.at(row.site, agent))
    for (const sign of row.signs)
      signs.push(
        sign.kind === 'RING' && (await heard.isHeard(row.site, agent, sign)) ? { ...sign, kind: 'RANG' } : sign,
      )
  }
  for (const change of ringChanges) {
    const { signs, rings } = newsTo(roster.at(change.site, change.agent))
    signs.push(...change.after.filter(({ at }) => at >= keptFrom(change.site)))
    rings.push(change)
  }
  for (const change of restartChanges)
    for (const chain of roster.of(change.site)) tellRestart(chain, change, news.has(chain), newsTo)
  for (const row of await reattributed(page)) {
    const [was, is] = [aliases.agentBefore(row), aliases.agentOf(row)]
    if (was === is) continue
    for (const agent of [was, is]) for (const day of daysOf(row.signs)) newsTo(roster.at(row.site, agent)).days.add(day)
  }
  return news
}

/** Only those who are at that PBX, or may have been when it started. */
function tellRestart(
  chain: Chain,
  { before, after }: RestartChange,
  hasNews: boolean,
  newsTo: (chain: Chain) => News,
): void {
  const { state } = chain
  const sign = restartSign(after)
  if (before) {
    const wasThere = state.newest !== null && state.newest >= Math.min(before.since, after.since)
    if (hasNews || wasThere) newsTo(chain).days.add(utcDayOf(before.since)).add(utcDayOf(after.since))
    return
  }
  const isLate = state.newest !== null && state.newest > after.since && state.nodes.includes(after.node)
  if (hasNews || isLate || concerns(state, sign)) newsTo(chain).signs.push(sign)
}

/** Rows folded before the page in which the name means somebody else now, perhaps. */
async function reattributed({ aliases, nodes, stored, days, foldedThrough }: PageOfAgents): Promise<AgentRow[]> {
  const claims = aliases.reattributions(nodes.of, nodes.newestFolded)
  const wanted = claims.flatMap(({ site, nodes: names, key, from, to }) =>
    names.map(node => ({ site, node, key, from: utcDayOf(from), to: Math.min(to, Number.MAX_SAFE_INTEGER) })),
  )
  const rows = new Set<AgentRow>()
  for (const { site, node, key, day } of wanted.length === 0 ? [] : await stored.interfaceDays(wanted)) {
    const { byName, interfaces } = await days.of(site, day)
    for (const name of interfaces)
      for (const row of byName.get(name) ?? [])
        if (row.node === node && row.position <= foldedThrough && isOfKey(row, key)) rows.add(row)
  }
  return [...rows]
}
