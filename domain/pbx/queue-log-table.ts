import { excerpt, rowFlags, type Decoded } from './decoded.ts'
import type { QueueLogFact } from './facts.ts'
import { isKnownEvent } from './queue-log-events.ts'
import { withoutTrailingEmpty } from './queue-log-line.ts'
import { moveOn, readTime, type SourceClock } from './source-time.ts'

type Column = 'time' | 'callid' | 'queue' | 'agent' | 'event' | 'data' | `data${1 | 2 | 3 | 4 | 5}`

/** Column names of Asterisk and XiVO, and those of QueueMetrics' own table, by what they hold. */
const columnOf: Readonly<Record<string, Column>> = {
  time: 'time',
  time_id: 'time',
  callid: 'callid',
  call_id: 'callid',
  queuename: 'queue',
  queue: 'queue',
  agent: 'agent',
  event: 'event',
  verb: 'event',
  data: 'data',
  data1: 'data1',
  data2: 'data2',
  data3: 'data3',
  data4: 'data4',
  data5: 'data5',
}

const required = ['time', 'callid', 'queue', 'agent', 'event'] as const

/** Reads rows whose fields are in the order of `columns`; other columns (`id`, `partition`) are passed over. */
type QueueLogTableDecoder = (fields: readonly string[], raw: string, clock: SourceClock) => Decoded<QueueLogFact>

const indexOf = (columns: readonly string[], wanted: Column): number =>
  columns.findIndex(name => columnOf[name.trim().toLowerCase()] === wanted)

/** Whether the names are those of a queue_log table: time, callid, queuename, agent and event are among them. */
export const isQueueLogHeader = (columns: readonly string[]): boolean =>
  required.every(column => indexOf(columns, column) >= 0)

/** @param columns names of the columns, with at least those that isQueueLogHeader asks for. */
export function queueLogTableDecoder(columns: readonly string[]): QueueLogTableDecoder {
  const [time = -1, callid = -1, queue = -1, agent = -1, event = -1] = required.map(column => indexOf(columns, column))
  const data = (['data', 'data1', 'data2', 'data3', 'data4', 'data5'] as const)
    .map(column => indexOf(columns, column))
    .filter(index => index >= 0)

  return (fields, raw, clock) => {
    if (fields.length !== columns.length)
      return { reason: `${fields.length} fields where the header names ${columns.length}` }
    const text = (index: number): string => cell(fields[index] ?? '')
    const reading = readTime(clock, text(time), text(callid))
    if (!reading)
      return { reason: `"${excerpt(text(time))}" is no time (2026-11-21 03:51:16.682684, or epoch seconds)` }
    const name = text(event)
    if (name === '') return { reason: 'the column event is empty' }
    const { at, offset } = reading
    const flags = rowFlags(reading.flags, isKnownEvent(name), moveOn(clock, at))
    const fact: QueueLogFact = {
      raw,
      form: 'table',
      callid: text(callid),
      queue: text(queue),
      agent: text(agent),
      event: name,
      data: fileFields(data.map(text)),
      ...flags,
    }
    return { at, offset, fact }
  }
}

/** A NULL of COPY, and the two characters that the realtime layer escapes (asterisk-observed: `^3B`). */
function cell(field: string): string {
  if (field === '\\N') return ''
  return field.includes('^') ? field.replaceAll('^3B', ';').replaceAll('^5E', '^') : field
}

/**
 * The fields as the file has them. A | in a column is a separator that the table could not keep: a sixth field is
 * glued to the fifth (`6|3` of a LINK), an open bracket or quote glues fields anywhere, and the column `data` has
 * them all.
 */
const fileFields = (columns: readonly string[]): string[] =>
  withoutTrailingEmpty(
    columns.some(field => field.includes('|')) ? columns.flatMap(field => field.split('|')) : [...columns],
  )
