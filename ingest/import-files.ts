import type { Readable } from 'node:stream'
import type { EventStore } from '../domain/kernel/event-store.ts'
import type { Micros } from '../domain/kernel/time.ts'
import type { ZoneName } from '../domain/kernel/zone.ts'
import type { AmiRules } from '../domain/pbx/ami-fact.ts'
import { amiFilter, amiNoise } from '../domain/pbx/ami-noise.ts'
import type { FactKind } from '../domain/pbx/facts.ts'
import { sourceClock, type SourceClock } from '../domain/pbx/source-time.ts'
import { eventDecoder } from './ami/event-decoder.ts'
import { addCounts, createFactWriter, noCounts, type FactWriter, type WriteCounts } from './fact-writer.ts'
import { recogniseForm, type InputForm } from './input-form.ts'
import { createIntakePace, withoutPace, type IntakePace, type ReadThrough } from './intake-pace.ts'
import { openInput, type Input } from './open-input.ts'
import { readRows } from './read-rows.ts'
import { InputRefused } from './refusal.ts'
import { rowDecoder, type Row, type RowDecoder } from './row-decoder.ts'
import { secondOf } from './same-row.ts'
import { writeSideBySide, type Batch } from './side-by-side.ts'
import { lineBlock } from './text-lines.ts'
import { createZoneCheck, type ZoneCheck } from './zone-check.ts'

export interface ImportOptions {
  readonly store: EventStore
  readonly site: string
  readonly node: string
  /** Of times that carry no offset: the zone of the PBX's clock. */
  readonly clockZone: ZoneName
  /** Paths; `-` is `stdin`, which can be given once. The files of a list are taken as one rotated set, oldest first. */
  readonly queueLog: readonly string[]
  readonly cel: readonly string[]
  /** Recordings of the manager interface. */
  readonly ami?: readonly string[]
  /** Fields of the site's own cel_custom mapping, for CEL without a header. */
  readonly celFields?: readonly string[]
  /** Events of the manager interface that are dropped as noise, instead of those that are when nothing is said. */
  readonly amiDrop?: readonly string[]
  readonly stdin?: Readable
  /** Called when every file is known to be what it was given as, before the first row is written. */
  readonly onRecognised?: () => Promise<void>
  /** Beside a server: not faster than what it shows can follow, so that boards stay live. Left out: as fast as it goes. */
  readonly readThrough?: ReadThrough
  /** Ends the import behind a committed batch. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
}

export interface ImportProgress extends WriteCounts {
  readonly file: string
  readonly kind: FactKind
  /** Packed bytes of all files read so far, and of all files; undefined with standard input among them. */
  readonly bytes: number
  readonly totalBytes: number | undefined
}

interface SourceSummary extends WriteCounts {
  readonly file: string
  readonly kind: FactKind
  readonly form: InputForm['form']
  /** Events of a recording that were left out as noise: they are not among those read. */
  readonly dropped?: number
}

/** What `import --json` prints (api.md 1). */
export interface ImportSummary extends WriteCounts {
  readonly seconds: number
  readonly rowsPerSecond: number
  readonly sources: readonly SourceSummary[]
  /** Sentences for people: a zone that does not fit, a damaged end, text that was not UTF-8. */
  readonly warnings: readonly string[]
}

interface Source {
  readonly input: Input
  readonly form: InputForm
  /** Of the first row that can be read; undefined when the head has none. */
  readonly firstAt: Micros | undefined
}

/** What was committed before stays; the same import again leaves it out and goes on. */
class ImportInterrupted extends Error {
  override readonly name = 'ImportInterrupted'
}

/**
 * Imports files into the log: every row once, however often and in whatever pieces the files are given. All files are
 * looked at before anything is written; the kinds are written side by side, in order of time; rows are committed in batches,
 * so an interrupted import is taken up by starting it again.
 * @throws InputRefused when one of the files is not what it was given as; nothing is imported then
 * @throws ImportInterrupted when the signal aborts
 */
export async function importFiles(options: ImportOptions): Promise<ImportSummary> {
  const started = performance.now()
  const warnings: string[] = []
  const lists = [
    await openList(options, 'queue_log', options.queueLog, warnings),
    await openList(options, 'cel', options.cel, warnings),
    await openList(options, 'ami', options.ami ?? [], warnings),
  ]
  await options.onRecognised?.()
  const sizes = lists.flat().map(({ input }) => input.bytes)
  const totalBytes = sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  const progress: Progress = { bytes: 0, totalBytes, counts: noCounts }
  const runs = lists.map((): SourceRun[] => [])
  const { readThrough, signal } = options
  const pace = readThrough ? createIntakePace({ readThrough, signal }) : withoutPace
  const batches = lists.map((list, index) => batchesOf(options, list, runs[index] ?? [], { progress, pace, warnings }))
  await writeSideBySide(batches)
  const sources = runs.flat().map(summaryOf)
  for (const { input, zoneCheck } of runs.flat()) {
    const wrongZone = zoneCheck.warning()
    if (wrongZone) warnings.push(`${input.name}: ${wrongZone}. ${ofWrongZone}`)
  }
  const seconds = (performance.now() - started) / 1000
  const { counts } = progress
  const rowsPerSecond = seconds > 0 ? Math.round(counts.read / seconds) : 0
  return { ...counts, seconds, rowsPerSecond, sources, warnings }
}

const ofWrongZone =
  'If that is the clock of this source, import it for a new node with that time zone: rows that are in the log stay as they were read'

async function openList(
  options: ImportOptions,
  kind: FactKind,
  paths: readonly string[],
  warnings: string[],
): Promise<Source[]> {
  const sources: Source[] = []
  for (const path of paths) {
    const input = await openInput(path, options.stdin)
    if (input.head.length === 0 && paths.length > 1) {
      warnings.push(`${path}: is empty`)
      continue
    }
    const form = recogniseForm(path, input.head, kind, options.celFields)
    sources.push({ input, form, firstAt: firstTime(input, form, options) })
  }
  if (sources.length === 0 && paths.length > 0) throw new InputRefused(paths.join(', '), 'all of them are empty')
  return sources.sort((a, b) => (a.firstAt ?? Infinity) - (b.firstAt ?? Infinity))
}

interface Decoding {
  readonly decoder: RowDecoder
  /** undefined where nothing is noise. */
  readonly dropped?: () => number
}

function decodingOf(
  form: InputForm,
  clock: SourceClock,
  input: string,
  { amiDrop = amiNoise }: ImportOptions,
): Decoding {
  if (form.kind !== 'ami') return { decoder: rowDecoder(form, clock, input) }
  const rules: AmiRules = { isDropped: amiFilter(amiDrop) }
  const decoder = eventDecoder(form, clock, input, rules)
  return { decoder, dropped: () => decoder.dropped() }
}

function firstTime(input: Input, form: InputForm, options: ImportOptions): Micros | undefined {
  const { decoder } = decodingOf(form, sourceClock(options.clockZone), input.name, options)
  const rows: Row[] = []
  lineBlock(input.head, 1).lines.forEach((line, index) => {
    if (rows.every(row => 'quarantined' in row)) decoder.line(line, index + 1, rows)
  })
  for (const row of rows) if ('fact' in row) return row.at
  return undefined
}

interface Progress {
  bytes: number
  readonly totalBytes: number | undefined
  counts: WriteCounts
}

/** A file that is being read, and what the next one of its set goes on from. */
interface SourceRun {
  readonly input: Input
  readonly form: InputForm
  readonly firstAt: Micros | undefined
  readonly writer: FactWriter
  readonly clock: SourceClock
  readonly zoneCheck: ZoneCheck
  /** undefined where nothing is noise. */
  readonly dropped: (() => number) | undefined
  counts: WriteCounts
}

/**
 * A file that begins where the one before it ended is its continuation: equal lines on both sides of the cut are
 * different events. One that begins earlier overlaps it (a copy, or copytruncate), and is compared with the log like
 * any other input.
 */
function isContinuation({ firstAt }: Source, { firstAt: previousFirstAt, clock }: SourceRun): boolean {
  if (firstAt === undefined || previousFirstAt === undefined || clock.last === undefined) return false
  return secondOf(firstAt) > secondOf(previousFirstAt) && secondOf(firstAt) >= secondOf(clock.last)
}

/** What the lists of an import share. */
interface Shared {
  readonly progress: Progress
  readonly pace: IntakePace
  readonly warnings: string[]
}

/** The rows of a rotated set, one file after the other. */
async function* batchesOf(
  options: ImportOptions,
  list: readonly Source[],
  runs: SourceRun[],
  shared: Shared,
): AsyncGenerator<Batch> {
  const { progress, pace, warnings } = shared
  const { store, site, node, clockZone } = options
  for (const source of list) {
    const { input, form, firstAt } = source
    const previous = runs.at(-1)
    const goesOn = previous && isContinuation(source, previous) ? previous : undefined
    const clock = goesOn?.clock ?? sourceClock(clockZone)
    const writer = goesOn?.writer ?? createFactWriter({ store, site, node, kind: form.kind, pace })
    const { decoder, dropped } = decodingOf(form, clock, input.name, options)
    const run: SourceRun = {
      input,
      form,
      firstAt,
      writer,
      clock,
      dropped,
      zoneCheck: createZoneCheck(clockZone),
      counts: noCounts,
    }
    runs.push(run)
    const batches = readRows({
      chunks: input.chunks(bytes => (progress.bytes += bytes)),
      decoder,
      onNotice: notice => warnings.push(`${input.name}: ${notice}`),
    })
    for await (const rows of batches) {
      run.zoneCheck.see(rows)
      yield { rows, write: part => writePart(options, run, shared, part) }
    }
  }
}

async function writePart(
  options: ImportOptions,
  run: SourceRun,
  { progress, pace }: Shared,
  rows: readonly Row[],
): Promise<void> {
  const { signal, onProgress } = options
  const { input, form, writer } = run
  for (let from = 0; from < rows.length;) {
    if (signal?.aborted === true)
      throw new ImportInterrupted(
        `interrupted in ${input.name}; ${progress.counts.read} rows were read and are in the log. The same command again goes on from there.`,
      )
    const turn = rows.slice(from, from + pace.rowsAtOnce())
    from += turn.length
    const written = await writer.write(turn)
    run.counts = addCounts(run.counts, written)
    progress.counts = addCounts(progress.counts, written)
    const { bytes, totalBytes, counts } = progress
    onProgress?.({ ...counts, file: input.name, kind: form.kind, bytes, totalBytes })
  }
}

const summaryOf = ({ input, form, counts, dropped }: SourceRun): SourceSummary => ({
  file: input.name,
  kind: form.kind,
  form: form.form,
  ...counts,
  ...(dropped ? { dropped: dropped() } : {}),
})
