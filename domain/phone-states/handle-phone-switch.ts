import type { ConfigurationEvent } from '../configuration/configuration.ts'
import { decideChangeSet } from '../configuration/decide.ts'
import type { ConfigurationRules } from '../configuration/draft.ts'
import { changeSetEvents, recordRefusal, type ChangeSetContext } from '../configuration/handle-change-set.ts'
import { changeSetTag, configurationStream, objectTag, type ConfigurationReader } from '../configuration/history.ts'
import type { EventStore } from '../kernel/event-store.ts'
import type { RecordedEvent } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import { commandFor, decides, holderOf, type PhoneState } from './phone-state.ts'
import type { PhoneSwitch } from './phone-switch.ts'

type Log = Pick<EventStore, 'append' | 'readTagged'>

/**
 * `changed`: it is a change of the configuration now. `same`: it was configured so already. `known`: it was taken in before, from this or
 * another source. `outdated`: something was decided about it later. `refused`: it breaks a rule, which is stored.
 */
export type TakenIn = 'changed' | 'same' | 'known' | 'outdated' | 'refused'

const retries = 3

/**
 * What somebody switched by his phone becomes a change of the configuration: once, however often and by however many ways it is told,
 * and only if nothing was decided about the same thing at the same instant or later.
 * @param fact the event that told it
 * @throws what the store throws when it cannot be reached; Error when others change the configuration all the time
 */
export async function handlePhoneSwitch(
  log: Log,
  reader: ConfigurationReader,
  rules: ConfigurationRules,
  { id, site, node, line, at, phone, value }: PhoneSwitch,
  { fact, occurredAt }: { readonly fact: RecordedEvent; readonly occurredAt: Micros },
): Promise<TakenIn> {
  const context: ChangeSetContext = {
    site,
    changeSetId: id,
    comment: `by phone, line ${line}`,
    actor: 'phone',
    occurredAt,
    dryRun: false,
    causationId: fact.id,
    phone: { node, line, at },
  }
  for (let attempt = 0; attempt <= retries; attempt++) {
    const { configuration, revision } = await reader.now(site)
    if ((await tagged(log, changeSetTag(id))).length > 0) return 'known'
    const holder = holderOf(configuration, phone)
    if (holder !== undefined && isOutdated(at, phone, await tagged(log, objectTag(site, holder)))) return 'outdated'
    const decision = decideChangeSet({ commands: [commandFor(phone, value)] }, configuration, rules)
    if (!decision.accepted) {
      await recordRefusal(log, context, decision.rejections)
      return 'refused'
    }
    if (decision.events.length === 0) return 'same'
    const stored = await log.append([
      {
        stream: configurationStream(site),
        expected: revision ?? 'no-stream',
        events: changeSetEvents(context, decision.events),
      },
    ])
    if (stored.ok) return 'changed'
  }
  throw new Error(`the configuration of ${site} was changed by others ${retries + 1} times meanwhile`)
}

/**
 * Whether something was decided about the state at that instant or later. Who decides by his phone decides at the instant of the PBX,
 * an administrator at that of our clock; both are the same time as far as the clocks agree.
 * @param history events of the object that holds the state
 */
export const isOutdated = (at: Micros, phone: PhoneState, history: readonly RecordedEvent[]): boolean =>
  history.some(({ data, occurredAt }) => {
    const event = data as unknown as ConfigurationEvent
    return 'change' in event && decides(event, phone) && (event.phone?.at ?? occurredAt) >= at
  })

export async function tagged(log: Pick<EventStore, 'readTagged'>, tag: string): Promise<readonly RecordedEvent[]> {
  const all: RecordedEvent[] = []
  for await (const { events } of log.readTagged(tag)) all.push(...events)
  return all
}
