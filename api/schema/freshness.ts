import type { Position } from '../../domain/kernel/event.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { Engine } from '../ports/engine.ts'
import type { Scope } from '../../projections/scope.ts'
import { dataAgeSeconds } from '../status/source-health.ts'

/** How new an answer is: what every connection carries besides its edges. */
export interface Freshness {
  readonly position: Position
  /** Seconds; null when no fact is known. */
  readonly dataAge: () => Promise<number | null>
}

/** The read models by their names, as the engine reports them. */
type ReadModel =
  'queue_visits' | 'agent_states' | 'live_phones' | 'calls' | 'qualification_answers' | 'callbacks' | 'directory'

/** The tables of the read models hold every event up to here. Asked before the tables are read, so that it never promises too much. */
export function positionOf(engine: Engine, ...models: readonly ReadModel[]): Position {
  const used = engine.projections().filter(({ name }) => (models as readonly string[]).includes(name))
  return used.length > 0 ? Math.min(...used.map(({ position }) => position)) : 0
}

/** For an answer about the scope from the read models. The age is only asked for when the client wants it. */
export function freshness(
  { engine, reports, clock }: Pick<ApiPorts, 'engine' | 'reports' | 'clock'>,
  scope: Scope,
  ...models: readonly ReadModel[]
): Freshness {
  return {
    position: positionOf(engine, ...models),
    dataAge: async () => {
      const progress = await reports.sourceProgress()
      const concerned =
        scope === 'all' ? progress : progress.filter(({ site }) => scope.some(item => item.site === site))
      return dataAgeSeconds(concerned, clock())
    },
  }
}
