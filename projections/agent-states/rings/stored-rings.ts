import type { RingAttempt } from '../../../domain/calls/path/ring-attempts.ts'
import type { Cell, Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'

/** An attempt and where it was heard, as the table has it. */
export interface HeardRing extends Omit<RingAttempt, 'position'> {
  readonly site: string
  readonly node: string
}

export interface RingsOfCall {
  readonly site: string
  readonly node: string
  readonly callId: string
}

export interface StoredGap {
  readonly site: string
  readonly node: string
  readonly from: Micros
  readonly to: Micros
}

/** What the tables know of rings that were heard. */
export interface StoredRings {
  heardNodes(): Promise<readonly { readonly site: string; readonly node: string; readonly newest: Micros }[]>
  heardGaps(): Promise<readonly StoredGap[]>
  /** Those that began at most so long before the newest event of their node. */
  newestRings(span: MicrosLength): Promise<readonly HeardRing[]>
  ringsOfCalls(calls: readonly RingsOfCall[]): Promise<readonly HeardRing[]>
  /** Those that began within the closed range. */
  ringsOfAgent(site: string, agent: string, from: Micros, to: Micros): Promise<readonly HeardRing[]>
  /** Those that are over and overlap the gap. */
  ringsWithin(gap: StoredGap): Promise<readonly HeardRing[]>
}

export const ringColumns = [
  'site',
  'node',
  'call_id',
  'began',
  'queue',
  'agent',
  'unique_id',
  'from_us',
  'to_us',
  'outcome',
  'told_us',
  'completed_us',
]

export const ringCells = (ring: HeardRing): readonly Cell[] => [
  ring.site,
  ring.node,
  ring.callid,
  ring.began,
  ring.queue,
  ring.agent,
  ring.uniqueId,
  ring.from,
  ring.to,
  ring.outcome,
  ring.toldAt,
  ring.completedAt,
]

const columns = `site, node, call_id as callid, began, queue, agent, unique_id as "uniqueId", from_us as "from", to_us as "to",
  outcome, told_us as "toldAt", completed_us as "completedAt"`

export function storedRings(sql: Queryable): StoredRings {
  const all = async <R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
    (await sql.query<R>(text, values)).rows

  return {
    heardNodes: () => all('select site, node, newest_us as newest from heard_node'),
    heardGaps: () => all('select site, node, from_us as "from", to_us as "to" from heard_gap'),
    newestRings: span =>
      all(
        `select ${columns} from heard_ring join heard_node using (site, node)
         where from_us >= newest_us - $1 order by site, node, call_id, from_us, began`,
        [span],
      ),
    ringsOfCalls: calls =>
      all(
        `select ${columns} from heard_ring
         join unnest($1::text[], $2::text[], $3::text[]) wanted (site, node, call_id) using (site, node, call_id)
         order by site, node, call_id, from_us, began`,
        [calls.map(({ site }) => site), calls.map(({ node }) => node), calls.map(({ callId }) => callId)],
      ),
    ringsOfAgent: (site, agent, from, to) =>
      all(
        `select ${columns} from heard_ring where site = $1 and agent = $2 and from_us between $3 and $4
         order by from_us, began`,
        [site, agent, from, to],
      ),
    ringsWithin: ({ site, node, from, to }) =>
      all(
        `select ${columns} from heard_ring where site = $1 and node = $2 and from_us < $4 and to_us > $3
         order by from_us, began`,
        [site, node, from, to],
      ),
  }
}
