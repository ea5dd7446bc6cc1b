import type { RebuildEnd, RebuildOptions, RebuildResult } from '../../../projections/engine/rebuild.ts'
import type { ProjectionEngine } from '../../../projections/engine/engine.ts'
import { withOpened } from '../../open.ts'
import { projections } from '../../projections.ts'
import type { Command, OptionValues } from '../command.ts'
import { rebuildPanels, panelsName } from './rebuild-panels.ts'
import { troubleOnly } from '../quiet-log.ts'
import { restatementLines } from '../restatement-lines.ts'
import { progressBar, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** Derives read models again from the log, beside those in use; switches, or shows what a switch would change. */
export const rebuildCommand: Command = {
  name: 'rebuild',
  summary:
    'derive read models again from the log, beside those in use, then switch; --compare shows what would change instead',
  usage:
    '[PROJECTION...] [--compare] [--keep | --switch | --discard]\n' +
    'Without options: build, then switch; readers notice nothing. --compare: build, show which figures change and because of which\n' +
    'calls, drop the build. --keep: the build waits with its comparison. --switch, --discard: what becomes of one that waits;\n' +
    '--compare --switch: compare, then switch.\n' +
    'panels: make the documents behind the panels anew, or with --after and --up-to write those once more that this part of the log\n' +
    'has a say in.',
  options: {
    compare: { type: 'boolean' },
    keep: { type: 'boolean' },
    switch: { type: 'boolean' },
    discard: { type: 'boolean' },
    after: { type: 'string' },
    'up-to': { type: 'string' },
  },
  async run({ options, words, terminal, dataDirectory, signal }) {
    if (words.includes(panelsName)) return rebuildPanels(words, options, { terminal, dataDirectory, signal })
    const known = projections.map(({ name }) => name)
    const unknown = words.find(word => !known.includes(word))
    if (unknown !== undefined)
      throw new UsageError(`there is no projection ${unknown}; there are: ${[...known, panelsName].join(', ')}`)
    refuseRange(options)
    const work = workOf(options)
    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ engine }) => {
      const waiting = (await engine.status()).filter(({ kept }) => kept).map(({ name }) => name)
      const onlyWaiting = work === 'discard' || work === 'switch'
      const names = words.length > 0 ? words : onlyWaiting ? waiting : known
      if (names.length === 0) throw new Error('No build waits; make one with ringledger rebuild --keep')
      const results = []
      for (const name of names) {
        const result =
          work === 'discard'
            ? await discard(engine, name, terminal)
            : await build(engine, name, work, {
                signal,
                onProgress: ({ projection, position, end }) =>
                  terminal.progress(`${progressBar(position, end, 'events')} in ${projection}`),
              })
        if (!('events' in result)) {
          results.push(result)
          continue
        }
        for (const line of linesOf(result)) terminal.print(line)
        results.push(documentOf(result))
      }
      terminal.document(results)
      return 0
    })
  },
}

function refuseRange(options: OptionValues): void {
  const range = ['after', 'up-to'].find(name => options[name] !== undefined)
  if (range !== undefined)
    throw new UsageError(`--${range} is for panels alone: a read model is made from the whole log`)
}

/** switch: what waits. compare and switch: what waits or a new build. */
type Work = 'rebuild' | 'compare' | 'keep' | 'switch' | 'compare and switch' | 'discard'

function workOf(options: OptionValues): Work {
  const [end, other] = ['keep', 'switch', 'discard'].filter(name => options[name] === true)
  const compare = options['compare'] === true
  if (other !== undefined) throw new UsageError(`--${end} and --${other}: a build can have one end only`)
  if (end === 'discard' && compare) throw new UsageError('--compare and --discard: compare first, then discard')
  if (end === 'keep' || end === 'discard') return end
  if (end === 'switch') return compare ? 'compare and switch' : 'switch'
  return compare ? 'compare' : 'rebuild'
}

const ends: Readonly<Record<Exclude<Work, 'switch' | 'discard'>, RebuildEnd>> = {
  rebuild: 'switch',
  compare: 'drop',
  keep: 'keep',
  'compare and switch': 'switch',
}

async function build(
  engine: ProjectionEngine,
  name: string,
  work: Exclude<Work, 'discard'>,
  options: RebuildOptions,
): Promise<RebuildResult> {
  if (work === 'switch') return engine.switchKept(name, options)
  const compare = work !== 'rebuild'
  if (work === 'compare and switch' && (await waits(engine, name)))
    return engine.switchKept(name, { ...options, compare })
  return engine.rebuild(name, { ...options, compare, end: ends[work] })
}

/** One that another version has kept is as good as none. */
async function waits(engine: ProjectionEngine, projection: string): Promise<boolean> {
  const version = projections.find(({ name }) => name === projection)?.version
  return (await engine.status()).some(({ name, kept }) => name === projection && kept?.version === version)
}

async function discard(engine: ProjectionEngine, projection: string, terminal: Terminal) {
  const discarded = await engine.discardKept(projection)
  terminal.print(discarded ? `${projection}: discarded` : `${projection}: none waits`)
  return { projection, outcome: discarded ? 'DISCARDED' : 'NONE' } as const
}

const outcomes: Readonly<Record<RebuildResult['outcome'], string>> = {
  SWITCHED: 'readers have it',
  KEPT: 'it waits',
  DROPPED: 'dropped, readers keep what they have',
}

function linesOf({ projection, events, seconds, outcome, restatement }: RebuildResult): readonly string[] {
  const rate = Math.round(events / Math.max(seconds, 0.001)).toLocaleString('en')
  return [
    `${projection}: ${events.toLocaleString('en')} events in ${seconds.toFixed(1)} s (${rate} events/s); ${outcomes[outcome]}`,
    ...(restatement ? restatementLines(restatement) : []),
    ...(outcome === 'KEPT'
      ? [
          `  Next: ringledger rebuild ${projection} --switch, or --discard; GraphQL: restatement(projection: "${projection}")`,
        ]
      : []),
  ]
}

/** `differences`: rows of the tables that differ at all. */
function documentOf({ restatement, ...result }: RebuildResult) {
  if (!restatement) return result
  const { tables, ...rest } = restatement
  const differences = tables.filter(({ onlyOld, onlyNew }) => onlyOld + onlyNew > 0)
  return { ...result, differences, restatement: rest }
}
