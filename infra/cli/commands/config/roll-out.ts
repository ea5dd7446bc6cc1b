import type { StartedRollOut } from '../../../../api/ports/roll-outs.ts'
import { isoOf } from '../../../../domain/kernel/time.ts'
import { rollOutEventTypes, type RollOutEvent } from '../../../../domain/roll-out/events.ts'
import { rollOutAfter, type RollOutRow, type RollOutStepRow } from '../../../../domain/roll-out/roll-out-list.ts'
import { runningServer } from '../../../server/address-file.ts'
import type { RollOutName } from '../../../roll-out/roll-out.ts'
import { openRollOuts } from '../../../server/roll-outs.ts'
import { textOption, type Invocation } from '../../command.ts'
import { troubleOnly } from '../../quiet-log.ts'
import type { Terminal } from '../../terminal.ts'
import { withConfiguration, type OpenedConfiguration } from './opened-configuration.ts'

/**
 * `config roll-out`: brings the present configuration to every media server that has a deployment, or to some. The server does the work
 * where one runs; with --wait the command does it itself otherwise, and tells how it ends.
 */
export async function rollOutConfiguration(invocation: Invocation): Promise<number> {
  const { options, terminal, dataDirectory } = invocation
  return withConfiguration(invocation, undefined, async configuration => {
    const { opened, site } = configuration
    const server = await runningServer(dataDirectory)
    const rollOuts = await openRollOuts(opened, { configuration, dataDirectory, log: troubleOnly(terminal) })
    const worker = options['wait'] === true && server === undefined ? await rollOuts.work() : undefined
    try {
      await finish(worker?.resumed ?? [], configuration, invocation)
      const before = await opened.store.lastPosition()
      const { started, rejections } = await rollOuts.start({
        site,
        nodes: nodesOption(invocation),
        overwriteDrift: options['overwrite-drift'] === true,
        actor: 'command line',
      })
      for (const { message } of rejections) terminal.complain(message)
      for (const { node, rollOutId } of started) terminal.note(`${node}: roll-out ${rollOutId} has begun`)
      const ended = options['wait'] === true ? await endsOf(configuration, started, before, invocation) : []
      for (const row of ended) print(terminal, row)
      if (started.length > 0 && options['wait'] !== true && server === undefined)
        terminal.note('No server runs: it is done when one is started, or by --wait.')
      terminal.document({ site, started, rejections, ended: ended.map(documentOf) })
      return rejections.length > 0 || ended.some(({ state }) => state !== 'APPLIED') ? 1 : 0
    } finally {
      await worker?.stop()
      await rollOuts.close()
    }
  })
}

/** A command or a server before was killed in the middle: its roll-outs end first, since a node has one at a time. */
async function finish(
  resumed: readonly RollOutName[],
  configuration: OpenedConfiguration,
  invocation: Invocation,
): Promise<void> {
  const here = resumed.filter(({ site }) => site === configuration.site)
  for (const { node } of here) invocation.terminal.note(`${node}: a roll-out that was interrupted goes on first`)
  for (const row of await endsOf(configuration, here, 0, invocation)) print(invocation.terminal, row)
}

/** `config drift`: what somebody changed on the nodes since the last roll-out. */
export async function showDrift(invocation: Invocation): Promise<number> {
  const { terminal, dataDirectory } = invocation
  return withConfiguration(invocation, undefined, async configuration => {
    const { opened, site } = configuration
    const rollOuts = await openRollOuts(opened, { configuration, dataDirectory, log: troubleOnly(terminal) })
    try {
      const nodes = await rollOuts.drift(site, nodesOption(invocation))
      for (const { node, problem, generation, files } of nodes) {
        const name = node === null ? '' : `${node}: `
        if (problem !== null) terminal.complain(`${name}${problem}`)
        else if (files.length === 0) terminal.print(`${name}as it was rolled out (${generation ?? 'nothing was yet'})`)
        for (const { path, change } of files) terminal.print(`${name}${path} ${change}`)
      }
      terminal.document({ site, nodes })
      return nodes.some(({ problem, files }) => problem !== null || files.length > 0) ? 1 : 0
    } finally {
      await rollOuts.close()
    }
  })
}

function nodesOption({ options }: Invocation): readonly string[] | undefined {
  const node = textOption(options, 'node')
  return node === undefined ? undefined : [node]
}

/** Reads the log until each has ended, or the command is interrupted: then the roll-outs go on by themselves. */
async function endsOf(
  { opened, site }: OpenedConfiguration,
  started: readonly StartedRollOut[],
  after: number,
  { signal, terminal }: Invocation,
): Promise<readonly RollOutRow[]> {
  const open = new Set(started.map(({ rollOutId }) => rollOutId))
  const rows = new Map<string, RollOutRow>()
  const isOurs = ({ rollOutId }: RollOutEvent): boolean => started.some(one => one.rollOutId === rollOutId)
  if (open.size === 0) return []
  for await (const page of opened.store.subscribe({ after, types: rollOutEventTypes, signal })) {
    for (const event of page.events) {
      const data = event.data as unknown as RollOutEvent
      if (event.site !== site || !isOurs(data)) continue
      const row = rollOutAfter(rows, event)
      if (!row) continue
      const told = rows.get(row.rollOutId)?.steps.length ?? 0
      for (const step of row.steps.slice(told)) terminal.note(`${row.node}: ${stepText(step)}`)
      rows.set(row.rollOutId, row)
      if (row.state !== 'RUNNING') open.delete(row.rollOutId)
    }
    terminal.progress(`${started.length - open.size} of ${started.length} nodes`)
    if (open.size === 0) break
  }
  return [...rows.values()]
}

/** `reload app_queue.so: Module Reloaded`; one that failed with why. */
function stepText({ step, module, findings, problem }: RollOutStepRow): string {
  const name = module === null ? step : `${step} ${module}`
  if (problem !== null) return `${name} failed: ${problem}`
  return findings.length === 0 ? `${name}: done` : `${name}: ${findings.join('; ')}`
}

function print(terminal: Terminal, row: RollOutRow): void {
  const {
    node,
    state,
    generation,
    reloads,
    restartNeeded,
    recreationPending,
    reason,
    failedStep,
    returnedTo,
    notRestored,
  } = row
  if (state === 'APPLIED') {
    const reloaded = reloads.map(({ module }) => module).join(', ') || 'nothing'
    terminal.print(`${node}: applied as ${generation}; reloaded: ${reloaded}`)
    if (restartNeeded.length > 0) terminal.print(`${node}: restart Asterisk for ${restartNeeded.join(', ')}`)
    if (recreationPending.length > 0)
      terminal.print(
        `${node}: callers wait in ${recreationPending.join(', ')}; roll out again when nobody does, so that members are rung in order`,
      )
  } else if (state === 'REJECTED') {
    terminal.complain(`${node}: ${failedStep ?? ''}: ${reason ?? ''}`)
    terminal.complain(`${node}: has what it had before: ${returnedTo ?? 'no directory in force'}`)
    if (notRestored !== null) terminal.complain(`${node}: ${notRestored}`)
  } else terminal.complain(`${node}: has not ended; the roll-out goes on where a server runs`)
}

const documentOf = ({
  rollOutId,
  node,
  state,
  generation,
  steps,
  failedStep,
  reason,
  notRestored,
  drift,
}: RollOutRow) => ({
  rollOutId,
  node,
  state,
  generation,
  steps: steps.map(({ endedAt, ...step }) => ({ ...step, endedAt: isoOf(endedAt) })),
  failedStep,
  reason,
  notRestored,
  drift,
})
