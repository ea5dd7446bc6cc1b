/** Where an operator leaves callers on hold: `<incoming queue>_hold` or `<incoming queue>_hold_<agent number>` (contact-center 6.7). */
const ofSwitchboard = /^(.+)_hold(?:_[^_]+)?$/

interface Named {
  readonly site: string
  readonly name: string
}

export interface Switchboard extends Named {
  /** Technical names, ascending; none: it is a queue like others. */
  readonly holdQueues: readonly string[]
}

/** Every queue that is no hold queue, with the hold queues that it has. Without an incoming queue a name says nothing. */
export function switchboardsIn(queues: readonly Named[]): readonly Switchboard[] {
  const keyOf = ({ site, name }: Named): string => JSON.stringify([site, name])
  const known = new Set(queues.map(keyOf))
  const held = new Map<string, string[]>()
  const incoming = queues.filter(({ site, name }) => {
    const queue = ofSwitchboard.exec(name)?.[1]
    if (queue === undefined || !known.has(keyOf({ site, name: queue }))) return true
    const key = keyOf({ site, name: queue })
    held.set(key, [...(held.get(key) ?? []), name])
    return false
  })
  return incoming.map(({ site, name }) => ({
    site,
    name,
    holdQueues: [...(held.get(keyOf({ site, name })) ?? [])].sort(),
  }))
}
