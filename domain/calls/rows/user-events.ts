import { celExtra } from '../../pbx/cel-extra.ts'
import type { CelRow } from './rows.ts'

/** An event that the dialplan writes by CELGenUserEvent; under its own name, or under USER_DEFINED with the name beside it. */
export interface UserEvent {
  readonly name: string
  readonly text: string
  readonly row: CelRow
}

export function userEventsIn(told: readonly CelRow[]): readonly UserEvent[] {
  const events: UserEvent[] = []
  for (const row of told) {
    const extra = celExtra(row)
    if (extra.event === 'user') events.push({ name: extra.name, text: extra.text ?? '', row })
  }
  return events
}
