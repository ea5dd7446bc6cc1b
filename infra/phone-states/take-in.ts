import type { ConfigurationRules } from '../../domain/configuration/draft.ts'
import type { ConfigurationReader } from '../../domain/configuration/history.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { handlePhoneSwitch } from '../../domain/phone-states/handle-phone-switch.ts'
import { phoneSwitchIn, tellingTypes } from '../../domain/phone-states/phone-switch.ts'

interface TakeInTools {
  readonly store: Pick<EventStore, 'append' | 'readAll' | 'readCursor' | 'readTagged'>
  readonly reader: ConfigurationReader
  readonly rules: ConfigurationRules
  readonly clock: () => Micros
  readonly log: Log
}

/** It has no events: only how far the log was looked at. To look again costs time and changes nothing. */
const stream = 'phone-states'

/** So many events are looked at again after a crash. */
const betweenCursors = 10_000

interface News {
  readonly signal: AbortSignal
  /** Gets every event of the types, whatever it tells. */
  readonly seen: (event: RecordedEvent) => void
  /** Waits a while after so much work. */
  readonly rest: (workedMs: number) => Promise<void>
}

/** Takes in what phones switched. One at a time. */
interface TakingIn {
  /** From where it stood to the present end of the log. */
  news(asked: News): Promise<void>
}

export function createTakingIn(tools: TakeInTools, moreTypes: readonly string[] = []): TakingIn {
  const { store, reader, rules, clock, log } = tools
  let position: Position | undefined
  let written: Position = 0

  async function take(fact: RecordedEvent): Promise<boolean> {
    const what = phoneSwitchIn(fact)
    if (!what) return false
    const outcome = await handlePhoneSwitch(store, reader, rules, what, { fact, occurredAt: clock() })
    log('debug', `${what.id}: ${outcome}`)
    return outcome === 'changed' || outcome === 'refused'
  }

  async function remember(through: Position): Promise<void> {
    await store.append([{ stream, expected: 'any', events: [], cursor: { position: through } }])
    written = through
  }

  return {
    async news({ signal, seen, rest }) {
      position ??= written = await positionOf(store)
      let begin = performance.now()
      for await (const { events, through } of store.readAll({
        after: position,
        types: [...tellingTypes, ...moreTypes],
      })) {
        if (signal.aborted) return
        let isChanged = false
        for (const event of events) {
          seen(event)
          if (await take(event)) isChanged = true
        }
        position = through
        if (isChanged || through - written >= betweenCursors) await remember(through)
        await rest(performance.now() - begin)
        begin = performance.now()
      }
    },
  }
}

async function positionOf(store: Pick<EventStore, 'readCursor'>): Promise<Position> {
  const cursor = await store.readCursor(stream)
  return typeof cursor === 'object' && cursor !== null && 'position' in cursor ? Number(cursor['position']) : 0
}
