import type { ConfigurationCommand } from '../../../domain/configuration/commands.ts'
import { evolveAll, initialConfiguration } from '../../../domain/configuration/configuration.ts'
import { kinds } from '../../../domain/configuration/kinds.ts'
import { decide } from '../../../domain/configuration/testing/given.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import type { Json } from '../../../domain/kernel/json.ts'
import type { Micros } from '../../../domain/kernel/time.ts'

export type Step = readonly [at: Micros, command: ConfigurationCommand]

/** What the commands decide at site paris, one after the other, as it is appended: a list for each command. */
export function decided(steps: readonly Step[]): NewEvent[][] {
  let configuration = initialConfiguration(kinds)
  return steps.map(([occurredAt, command]) => {
    const decision = decide(configuration, [command])
    if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
    configuration = evolveAll(configuration, decision.events, kinds)
    return decision.events.map(event => ({
      type: event.type,
      schemaVersion: 1,
      occurredAt,
      site: 'paris',
      data: event as unknown as Json,
    }))
  })
}
