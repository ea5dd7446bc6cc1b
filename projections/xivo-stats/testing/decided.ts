import type { ConfigurationCommand } from '../../../domain/configuration/commands.ts'
import { evolveAll, initialConfiguration } from '../../../domain/configuration/configuration.ts'
import { kinds } from '../../../domain/configuration/kinds.ts'
import { decide } from '../../../domain/configuration/testing/given.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import type { Json } from '../../../domain/kernel/json.ts'

/** What was decided, in seconds of the epoch. */
export type Decided = readonly (readonly [seconds: number, command: ConfigurationCommand])[]

/** The events of the site that the commands decide, one after the other. */
export function decidedEvents(site: string, decided: Decided): readonly NewEvent[] {
  let state = initialConfiguration(kinds)
  return decided.flatMap(([seconds, command]) => {
    const decision = decide(state, [command])
    if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
    state = evolveAll(state, decision.events, kinds)
    return decision.events.map(event => ({
      type: event.type,
      data: event as unknown as Json,
      occurredAt: seconds * 1_000_000,
      site,
    }))
  })
}
