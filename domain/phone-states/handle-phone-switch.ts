import type { ConfigurationRules } from '../configuration/draft.ts'
import type { ConfigurationReader } from '../configuration/history.ts'
import type { EventStore } from '../kernel/event-store.ts'
import type { RecordedEvent } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import { commandFor, decides, holderOf } from './phone-state.ts'
import type { PhoneSwitch } from './phone-switch.ts'
import { takeIn, type ChangeByPhoneOutcome } from './take-in.ts'

/**
 * Takes in what somebody switched by his phone.
 * @param fact the event that told it
 */
export const handlePhoneSwitch = (
  log: Pick<EventStore, 'append' | 'readTagged'>,
  reader: ConfigurationReader,
  rules: ConfigurationRules,
  { id, site, node, line, at, phone, value }: PhoneSwitch,
  { fact, occurredAt }: { readonly fact: RecordedEvent; readonly occurredAt: Micros },
): Promise<ChangeByPhoneOutcome> =>
  takeIn(
    log,
    reader,
    rules,
    {
      id,
      site,
      origin: { node, line, at },
      comment: `by phone, line ${line}`,
      causationId: fact.id,
      command: commandFor(phone, value),
      holder: configuration => holderOf(configuration, phone),
      decides: event => decides(event, phone),
    },
    occurredAt,
  )
