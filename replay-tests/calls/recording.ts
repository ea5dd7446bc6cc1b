import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { AmiRow, CallFacts, CelRow } from '../../domain/calls/rows/rows.ts'
import { decodeAmiJson } from '../../domain/pbx/ami-fact.ts'
import { celRowDecoder } from '../../domain/pbx/cel-row.ts'
import { csvRecord } from '../../domain/pbx/csv-record.ts'
import { decodeQueueLogLine } from '../../domain/pbx/queue-log-line.ts'
import { sourceClock } from '../../domain/pbx/source-time.ts'
import type { CallRow } from '../../domain/queues/stays.ts'

/** What the driver and the manager's events say of a call; nothing of it was computed from queue_log or CEL. */
export interface Journal {
  readonly scenario: string
  readonly uniqueid: string | null
  readonly caller: string | null
  readonly dialled: string
  readonly started: number
  readonly ended: number
  readonly who_hung_up: 'caller' | 'agent' | null
  readonly hold_seconds: number
  readonly transfers: readonly {
    readonly kind: 'blind' | 'attended' | 'park'
    readonly how: string
    readonly to: string
  }[]
  /** Labels of the calls that belong to it (consultation, picker), with their uniqueids. */
  readonly related: Readonly<Record<string, string | null>>
  /** `up` is in seconds, of phone_end. */
  readonly phones: readonly { readonly t: number; readonly ev: string; readonly phone: number; readonly up?: number }[]
  readonly queues: readonly {
    readonly queue: string
    readonly uniqueid: string
    readonly joined: number
    readonly outcome: string
    readonly agent?: string
    readonly interface?: string
    readonly wait_exact?: number
    readonly talk_exact?: number
  }[]
}

const folder = (name: string): string => path.join(import.meta.dirname, '../corpus', name)

const read = (name: string, file: string): string => readFileSync(path.join(folder(name), file), 'utf8')

const linesOf = (text: string): readonly string[] => text.split('\n').filter(line => line !== '')

export const journalOf = (name: string): readonly Journal[] =>
  linesOf(read(name, 'calls.jsonl')).map(line => JSON.parse(line) as Journal)

/** Rows of a CSV file with a header, none of whose fields has a line break in it. */
export function recordsOf(name: string, file: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = linesOf(read(name, file)).map(fieldsOf)
  return rows.map(row => Object.fromEntries(header.map((column, place) => [column, row[place] ?? ''])))
}

function fieldsOf(line: string): readonly string[] {
  const fields = csvRecord(line, ',')
  if (typeof fields === 'string') throw new Error(`the line is ${fields}: ${line}`)
  return fields
}

/** The rows of a recording, and when Asterisk started. Its local times are those of UTC, whatever zone the README names. */
export function recordingOf(name: string): { readonly facts: CallFacts; readonly restarts: readonly number[] } {
  const [header = '', ...lines] = linesOf(read(name, 'cel.csv'))
  const decode = celRowDecoder(fieldsOf(header))
  const celClock = sourceClock('UTC')
  const cel = lines.map((line, index): CelRow => {
    const decoded = decode(fieldsOf(line), line, celClock)
    if ('reason' in decoded) throw new Error(decoded.reason)
    return { ...decoded.fact, at: decoded.at, position: index + 1 }
  })
  const logClock = sourceClock('UTC')
  const queueLog = linesOf(read(name, 'queue_log')).map((line, index): CallRow => {
    const decoded = decodeQueueLogLine(line, logClock)
    if ('reason' in decoded) throw new Error(decoded.reason)
    return { ...decoded.fact, at: decoded.at, position: index + 1 }
  })
  const restarts = queueLog.filter(({ event }) => event === 'QUEUESTART').map(({ at }) => at)
  return { facts: { cel, queueLog, ami: amiOf(name) }, restarts }
}

/** Of the manager's events those that calls are read from; the recording has a hundred others a call. */
const ofCalls = /^(?:Hold|Unhold|Dial|Bridge(?:Enter|Leave)|(?:Blind|Attended)Transfer|Agent)/

function amiOf(name: string): readonly AmiRow[] {
  const file = path.join(folder(name), 'ami.jsonl.gz')
  if (!existsSync(file)) return []
  const clock = sourceClock('UTC')
  return linesOf(gunzipSync(readFileSync(file)).toString('utf8')).flatMap((line, index): readonly AmiRow[] => {
    const decoded = decodeAmiJson(line, clock, { isDropped: event => !ofCalls.test(event) })
    if (!decoded) return []
    if ('reason' in decoded) throw new Error(decoded.reason)
    return [{ at: decoded.at, position: index + 1, event: decoded.fact.event, fields: decoded.fact.fields }]
  })
}
