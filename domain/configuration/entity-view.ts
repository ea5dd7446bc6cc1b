import { entityConcerned, entityOf } from '../sites/owner.ts'
import type { Configuration, ConfiguredObject, Kinds } from './configuration.ts'
import { partOf } from './part-of.ts'
import { othersIn } from './whole-state.ts'

/** `own`: what belongs to the entities. `known`: besides, what belongs to all of them, and can be referred to. */
type ViewOf = 'own' | 'known'

/** The configuration as who is limited to some entities may see it. What is not his is not there. */
export function entityView(
  whole: Configuration,
  entities: readonly string[],
  what: ViewOf,
  kinds: Kinds,
): Configuration {
  const name = JSON.stringify([what, ...entities])
  const views = made.get(whole) ?? new Map<string, Configuration>()
  made.set(whole, views)
  const known = views.get(name)
  if (known) return known
  const others = othersIn(whole, kinds)
  const isSeen = (kind: string, { value }: ConfiguredObject): boolean => {
    const owner = entityOf(kind, value, others)
    if (owner !== null) return entities.includes(owner)
    const concerned = entityConcerned(kind, value, others)
    return what === 'known' && (concerned === null || entities.includes(concerned))
  }
  const view = partOf(whole, (kind, _, object) => isSeen(kind, object))
  views.set(name, view)
  return view
}

const made = new WeakMap<Configuration, Map<string, Configuration>>()
