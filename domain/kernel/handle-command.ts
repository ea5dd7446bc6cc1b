import type { Decider, Rejection } from './decider.ts'
import type { EventStore, ExpectedRevision, StreamAppend } from './event-store.ts'
import type { NewEvent, Position, RecordedEvent, Revision } from './event.ts'
import { isAsExpected } from './expected-revision.ts'

/** Where a command is decided, and what its events say about their origin. */
interface CommandContext extends Omit<NewEvent, 'type' | 'schemaVersion' | 'data' | 'id'> {
  /** The concept's stream: its events are the state, and the new events go there. */
  readonly stream: string
  /** Other streams whose events are part of the state. They too must be unchanged when the new events are stored. */
  readonly alsoReads?: readonly string[]
  /** What the caller saw when he decided to send the command. Anything newer in `stream` is a rejection, never a retry. */
  readonly expectedRevision?: ExpectedRevision
}

export type CommandResult<E> =
  /** `position`: wait for it to read the effect. Without new events it is the end of the log. */
  | { readonly accepted: true; readonly events: readonly E[]; readonly position: Position }
  | { readonly accepted: false; readonly rejections: readonly Rejection[] }

const retries = 3

/**
 * Loads the state, decides, stores the decision. When somebody else wrote to a stream in between, it loads and decides again,
 * at most three times. Events are stored with their own `type`, the whole event object as data.
 * @throws what the store throws when it cannot be reached
 */
export async function handleCommand<C, E extends { readonly type: string }, S>(
  log: Pick<EventStore, 'append' | 'readStream' | 'lastPosition'>,
  decider: Decider<C, E, S>,
  command: C,
  context: CommandContext,
): Promise<CommandResult<E>> {
  const { stream, alsoReads = [], expectedRevision = 'any', ...envelope } = context
  for (let attempt = 0; attempt <= retries; attempt++) {
    const { events: history, revisions } = await load(log, [stream, ...alsoReads])
    const actual = revisions.get(stream)
    if (!isAsExpected(expectedRevision, actual)) return changedMeanwhile(stream, expectedRevision, actual)

    const state = history.reduce((s, event) => decider.evolve(s, event.data as unknown as E), decider.initial)
    const decision = decider.decide(command, state)
    if (!decision.accepted) return decision
    if (decision.events.length === 0) return { accepted: true, events: [], position: await log.lastPosition() }

    const events = decision.events.map(event => ({ ...envelope, type: event.type, data: event }))
    const result = await log.append([
      { stream, expected: actual ?? 'no-stream', events },
      ...alsoReads.map((other): StreamAppend => unchanged(other, revisions.get(other))),
    ])
    if (result.ok) return { accepted: true, events: decision.events, position: result.lastPosition }
  }
  const message = `${stream} was changed by others ${retries + 1} times while this command was decided; send it again`
  return { accepted: false, rejections: [{ field: 'command', rule: 'contention', message }] }
}

/** An append of nothing still checks the revision. */
const unchanged = (stream: string, revision: Revision | undefined): StreamAppend => ({
  stream,
  expected: revision ?? 'no-stream',
  events: [],
})

/** Events of all the streams in log order, and the last revision of each that has events. */
async function load(log: Pick<EventStore, 'readStream'>, streams: readonly string[]) {
  const events: RecordedEvent[] = []
  const revisions = new Map<string, Revision>()
  for (const stream of streams)
    for await (const page of log.readStream(stream))
      for (const event of page.events) {
        events.push(event)
        revisions.set(stream, event.revision)
      }
  if (streams.length > 1) events.sort((a, b) => a.position - b.position)
  return { events, revisions }
}

function changedMeanwhile(stream: string, expected: ExpectedRevision, actual: Revision | undefined) {
  const is = actual === undefined ? 'has no events' : `is at revision ${actual}`
  const wanted = typeof expected === 'number' ? `revision ${expected}` : expected
  const message = `${stream} ${is}, expected was ${wanted}: read what changed, then send the command again`
  return { accepted: false as const, rejections: [{ field: 'expectedRevision', rule: 'unchanged', message }] }
}
