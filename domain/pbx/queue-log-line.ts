import { excerpt, rowFlags, type Decoded } from './decoded.ts'
import type { QueueLogFact } from './facts.ts'
import { isKnownEvent } from './queue-log-events.ts'
import { epochMicros, moveOn, type SourceClock } from './source-time.ts'

/** Whether the text is a line of a native queue_log as far as its first five fields can tell. */
export const looksLikeQueueLogLine = (line: string): boolean =>
  /^\d{1,11}(?:\.\d+)?\|[^|]*\|[^|]*\|[^|]*\|[A-Za-z][\w -]*(?:\||$)/.test(line)

/**
 * `epoch|callid|queue|agent|event|data...`, as Asterisk writes it (products-and-metrics 4.1). Nothing in it is
 * escaped.
 */
export function decodeQueueLogLine(line: string, clock: SourceClock): Decoded<QueueLogFact> {
  const fields = line.split('|')
  if (fields.length < 5)
    return { reason: `${fields.length} of at least 5 fields separated by | (epoch|callid|queue|agent|event|...)` }
  const [epoch = '', callid = '', queue = '', agent = '', event = ''] = fields
  const at = epochMicros(epoch)
  if (at === undefined) return { reason: `"${excerpt(epoch)}" is no time in epoch seconds up to the year 2100` }
  if (event === '') return { reason: 'the fifth field, the name of the event, is empty' }
  const flags = rowFlags([], isKnownEvent(event), moveOn(clock, at))
  const data = withoutTrailingEmpty(fields.slice(5))
  return { at, offset: undefined, fact: { raw: line, form: 'file', callid, queue, agent, event, data, ...flags } }
}

/** A line of the file ends in | where there is no data; a table always has five columns. */
export function withoutTrailingEmpty(fields: string[]): string[] {
  while (fields.length > 0 && fields[fields.length - 1] === '') fields.pop()
  return fields
}
