import { microsOfDate } from '../../../domain/kernel/time.ts'
import { followedThrough } from '../../../projections/engine/followed.ts'
import { importFiles, type ImportProgress, type ImportSummary } from '../../../ingest/import-files.ts'
import { inTurnOfNode } from '../../import-turn.ts'
import { celFieldsOf, knownNode } from '../../known-node.ts'
import { withOpened } from '../../open.ts'
import { promptProjections } from '../../projections.ts'
import { registerPlace } from '../../registration.ts'
import { createTalkEndFinder } from '../../talk-ends/find.ts'
import { textOption, textsOption, type Command, type OptionValues } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { droppedEvents, requiredOption, zoneOption } from './pbx-options.ts'

const waitMs = 24 * 3600 * 1000

/** Brings files of a PBX into the log. */
export const importCommand: Command = {
  name: 'import',
  summary: 'bring queue_log, CEL and AMI files into the log; what it holds already is not added again',
  usage:
    '--site SITE --node NODE --time-zone ZONE [--queue-log FILE...] [--cel FILE...] [--ami FILE...]\n' +
    '       [--cel-fields NAME,...] [--ami-drop EVENT,...] [--wait] [--json]\n' +
    'FILE may be gzipped; - is standard input. The files of one kind are taken as one rotated set.',
  options: {
    site: { type: 'string' },
    node: { type: 'string' },
    'time-zone': { type: 'string' },
    'queue-log': { type: 'string', multiple: true },
    cel: { type: 'string', multiple: true },
    ami: { type: 'string', multiple: true },
    'cel-fields': { type: 'string' },
    'ami-drop': { type: 'string' },
    wait: { type: 'boolean' },
  },
  async run({ options, words, terminal, dataDirectory, signal }) {
    const site = requiredOption(options, 'site')
    const node = requiredOption(options, 'node')
    const timeZone = zoneOption(options)
    const { queueLog, cel, ami } = filesOf(options, words)
    const ownFields = textOption(options, 'cel-fields')?.split(',')
    const amiDrop = droppedEvents(options)

    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ store, engine, pool, databaseUrl }) => {
      let clock: string | undefined
      const importNow = async (): Promise<ImportSummary> => {
        const celFields = ownFields ?? (await celFieldsOf(store, site, node))
        clock = (await knownNode(store, site, node))?.clockZone
        return importFiles({
          store,
          site,
          node,
          clockZone: timeZone,
          queueLog,
          cel,
          ami,
          ...(celFields ? { celFields } : {}),
          ...(amiDrop ? { amiDrop } : {}),
          stdin: process.stdin,
          signal,
          readThrough: () => followedThrough(pool, promptProjections),
          // A place with a name that was mistyped beside a wrong file would stay for ever.
          onRecognised: () =>
            clock ? Promise.resolve() : registerPlace(store, { site, node, timeZone, actor: 'import' }),
          onProgress: progress => terminal.progress(progressLine(progress)),
        })
      }
      const onWait = (holder: string) =>
        terminal.complain(`${site}/${node} is being imported by ${holder}: this import waits until that one is done`)
      const imported = await inTurnOfNode({ databaseUrl, site, node, signal, onWait }, importNow)
      if (options['wait'] === true) {
        const catchUp = () =>
          engine.catchUp({
            signal,
            onProgress: ({ projection, position, end }) =>
              terminal.progress(`${progressBar(position, end, 'events')} in ${projection}`),
          })
        await catchUp()
        const talkEnds = createTalkEndFinder({ sql: pool, store, clock: () => microsOfDate(new Date()) })
        if ((await talkEnds.look()) > 0) await catchUp()
        await engine.waitUntilProcessed(await store.lastPosition(), { timeoutMs: waitMs })
      }
      const otherClock = clock === undefined || clock === timeZone ? [] : [keepsItsClock(site, node, clock, timeZone)]
      report({ ...imported, warnings: [...otherClock, ...imported.warnings] }, terminal)
      return 0
    })
  },
}

/** What follows the node goes by its clock: a word that was mistyped in an import must not shift it. */
const keepsItsClock = (site: string, node: string, clock: string, timeZone: string): string =>
  `the clock of ${site}/${node} is registered as ${clock}, and stays so; local times in these files were read as ${timeZone}. ` +
  `If that is its clock, say so: ringledger query 'mutation { registerNode(input: { site: "${site}", node: "${node}", clockZone: "${timeZone}" }) { rejections { message } } }'`

/** A shell expands `--queue-log queue_log*` to one option and bare words: they belong to the kind that was named last. */
function filesOf(
  options: OptionValues,
  words: readonly string[],
): { queueLog: string[]; cel: string[]; ami: string[] } {
  const queueLog = textsOption(options, 'queue-log')
  const cel = textsOption(options, 'cel')
  const ami = textsOption(options, 'ami')
  const named = [queueLog, cel, ami].filter(files => files.length > 0)
  if (named.length > 1 && words.length > 0)
    throw new UsageError(
      `${words.join(' ')}: say which kind each file is of: --queue-log FILE --queue-log FILE --cel FILE`,
    )
  ;(named[0] ?? queueLog).push(...words)
  if (queueLog.length + cel.length + ami.length === 0)
    throw new UsageError('name at least one file with --queue-log, --cel or --ami')
  if ([...queueLog, ...cel, ...ami].filter(file => file === '-').length > 1)
    throw new UsageError('standard input (-) can be read once')
  return { queueLog, cel, ami }
}

function progressLine(progress: ImportProgress): string {
  const { bytes, totalBytes, read } = progress
  return `${progressBar(bytes, totalBytes, 'bytes')}, ${read.toLocaleString('en')} rows, ${progress.file}`
}

function report(summary: ImportSummary, terminal: Terminal): void {
  const count = (value: number): string => value.toLocaleString('en')
  for (const warning of summary.warnings) terminal.complain(`Warning: ${warning}`)
  terminal.print(
    `${count(summary.read)} rows read: ${count(summary.appended)} appended, ${count(summary.duplicates)} were there already, ` +
      `${count(summary.quarantined)} quarantined, in ${summary.seconds.toFixed(1)} s (${count(summary.rowsPerSecond)} rows/s)`,
  )
  const dropped = summary.sources.reduce((sum, source) => sum + (source.dropped ?? 0), 0)
  if (dropped > 0) terminal.print(`${count(dropped)} events of the manager interface were left out as noise`)
  if (summary.quarantined > 0) terminal.print('See them with: ringledger quarantine list')
  terminal.document(summary)
}
