import type { Position } from '../../../domain/kernel/event.ts'
import { withOpened } from '../../open.ts'
import { openPanels } from '../../panel-index/open-panels.ts'
import type { Command, OptionValues } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** What the documents behind the panels are called beside the read models. */
export const panelsName = 'panels'

type Context = Pick<Parameters<Command['run']>[0], 'terminal' | 'dataDirectory' | 'signal'>

/** Makes the index anew beside the one that is read, or writes the documents of a part of the log once more. */
export async function rebuildPanels(
  words: readonly string[],
  options: OptionValues,
  { terminal, dataDirectory, signal }: Context,
): Promise<number> {
  if (words.length > 1)
    throw new UsageError('panels are made from the read models: rebuild those first, then panels alone')
  const other = ['compare', 'keep', 'switch', 'discard'].find(name => options[name] === true)
  if (other !== undefined) throw new UsageError(`--${other} is for read models, not for panels`)
  const after = positionIn(options, 'after')
  const upTo = positionIn(options, 'up-to')

  return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ engine, pool, store }) => {
    await engine.catchUp({ signal })
    const { index, writer } = openPanels({ pool, store })
    const onProgress = ({ position, end }: { position: Position; end: Position }) =>
      terminal.progress(`${progressBar(position, end, 'events')} in ${panelsName}`)
    if (after === undefined && upTo === undefined) await writer.rebuild({ signal, onProgress })
    else await writer.rewrite({ after: after ?? 0, upTo: upTo ?? Infinity }, { signal, onProgress })
    const { position } = await index.checkpoint()
    terminal.print(`${panelsName}: documents up to position ${position.toLocaleString('en')}`)
    terminal.document({
      name: panelsName,
      position,
      ...(after === undefined ? {} : { after }),
      ...(upTo === undefined ? {} : { upTo }),
    })
    return 0
  })
}

function positionIn(options: OptionValues, name: string): Position | undefined {
  const text = options[name]
  if (typeof text !== 'string') return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new UsageError(`--${name} ${text}: give a position of the log, a whole number`)
}
