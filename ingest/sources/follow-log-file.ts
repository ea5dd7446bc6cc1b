import { open } from 'node:fs/promises'
import type { Json } from '../../domain/kernel/json.ts'
import { microsOfDate, type Micros } from '../../domain/kernel/time.ts'
import { sourceClock } from '../../domain/pbx/source-time.ts'
import { createClockCheck, type ClockCheck } from '../clock-check.ts'
import { recogniseForm } from '../input-form.ts'
import { rowDecoder, type Row, type RowDecoder } from '../row-decoder.ts'
import { textLines } from '../text-lines.ts'
import { createZoneCheck, type ZoneCheck } from '../zone-check.ts'
import type { FileCursor } from './file-identity.ts'
import { followFile, type FollowedLines } from './follow-file.ts'
import { sourceDown, healthAt, ownCursor, type SourceContext, type FollowerHealth } from './running-source.ts'

interface LogFile {
  readonly name: string
  readonly kind: 'queue_log' | 'cel'
  readonly path: string
  readonly celFields?: readonly string[] | undefined
}

interface LogFileCursor extends FileCursor {
  readonly source: string
  /** Lines read of the present file: numbers for what is quarantined. */
  readonly lines: number
  /** Instant of the last row: without it a repeated hour of autumn could not be told from the first one. */
  readonly last: Micros | null
}

/**
 * Follows a queue_log or CEL file until the signal aborts. The cursor is committed with the facts, so a stop at any
 * instant repeats and loses nothing.
 * @throws InputRefused when the file is not what it is said to be
 */
export async function followLogFile(file: LogFile, context: SourceContext): Promise<void> {
  const { facts, signal, log, report } = context
  const cursor = ownCursor(await facts.cursor(file.kind), file.name) as unknown as LogFileCursor | undefined
  const sink = facts.sink(file.kind, { start: cursor === undefined ? 'anywhere' : 'at-cursor' })
  const clock = sourceClock(context.clockZone, cursor?.last ?? undefined)
  let decoder: RowDecoder | undefined
  let lines = cursor?.lines ?? 0
  let newest: Micros | undefined
  let rows: Row[] = []
  const zoneCheck = createZoneCheck(context.clockZone)
  const clockCheck = createClockCheck()
  const healthNow = (atEnd: boolean): FollowerHealth => ({
    ...healthAt(atEnd, newest, microsOfDate(new Date())),
    problem: wrongZone(file.path, zoneCheck, context) ?? wrongClock(file.path, clockCheck),
  })
  const onWaiting = (forWhat: 'lines' | 'file'): void => {
    clockCheck.onWaiting()
    report(forWhat === 'lines' ? healthNow(true) : sourceDown(missing(file.path)))
  }

  for await (const block of followFile({ file: file.path, cursor, signal, log, onWaiting })) {
    if (block.startsFile) {
      decoder = rowDecoder(recogniseForm(file.path, block.bytes, file.kind, file.celFields), clock, file.path)
      lines = 0
    }
    decoder ??= rowDecoder(
      recogniseForm(file.path, await headOf(file.path), file.kind, file.celFields),
      clock,
      file.path,
    )
    const readAt = microsOfDate(new Date())
    lines = await decode(block, decoder, lines, rows)
    // A record that goes on in the next block: the cursor must not stand in the middle of it.
    if (decoder.hasOpenRecord()) continue
    clockCheck.see(rows, readAt)
    await sink.write(rows, { source: file.name, ...block.cursor, lines, last: clock.last ?? null } satisfies Json)
    zoneCheck.see(rows)
    rows = []
    newest = clock.last ?? newest
    report(healthNow(block.atEnd))
  }
}

const missing = (path: string): string =>
  `${path}: there is no such file; it is read as soon as there is one. If the PBX writes elsewhere, configure that path`

/** It is read on all the same: queue_log, CEL and the manager would not find to one another, and statistics stand in other hours. */
function wrongZone(path: string, check: ZoneCheck, { site, node }: SourceContext): string | null {
  const wrong = check.warning()
  if (wrong === undefined) return null
  return (
    `${path}: ${wrong}. If that is the clock of the PBX, say so by registerNode (site ${site}, node ${node}, clockZone), ` +
    'or --time-zone of collect: rows that are in the log stay as they were read'
  )
}

function wrongClock(path: string, check: ClockCheck): string | null {
  const wrong = check.warning()
  return wrong === undefined ? null : `${path}: ${wrong}`
}

async function decode(block: FollowedLines, decoder: RowDecoder, linesBefore: number, rows: Row[]): Promise<number> {
  let lines = linesBefore
  for await (const { lines: texts } of textLines(only(block.bytes)))
    for (const text of texts) decoder.line(text, ++lines, rows)
  return lines
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes)
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const head = Buffer.alloc(65_536)
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    return head.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
