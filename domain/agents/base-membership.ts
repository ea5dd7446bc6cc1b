/** Queues of an agent, each with his penalty there (>= 0). */
export type Memberships = ReadonlyMap<string, number>

/** n/a: there is no base configuration to compare with (contact-center 9.6). */
export type BaseComparison = 'n/a' | 'Ok' | 'Different'

/** What the comparison column says: the same queues with the same penalties are Ok. */
export function compareWithBase(base: Memberships | undefined, active: Memberships): BaseComparison {
  if (base === undefined) return 'n/a'
  const same = base.size === active.size && [...base].every(([queue, penalty]) => active.get(queue) === penalty)
  return same ? 'Ok' : 'Different'
}

/** A base configuration from what the agents chosen have now: every queue of any of them, with the lowest penalty. */
export function baseFromActive(agents: Iterable<Memberships>): Memberships {
  const base = new Map<string, number>()
  for (const active of agents)
    for (const [queue, penalty] of active) base.set(queue, Math.min(penalty, base.get(queue) ?? Infinity))
  return base
}
