import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { parseConfigurationDocument } from '../../../../api/configuration/document.ts'
import type { Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { sendAndPrint } from './change-set-result.ts'
import { withConfiguration } from './opened-configuration.ts'
import { instantOption, scheduleAndPrint } from './scheduled.ts'

/** `config apply FILE`: the commands of a document as one change set, now or at a later instant. */
export async function applyDocument(invocation: Invocation): Promise<number> {
  const [, file] = invocation.words
  if (file === undefined) throw new UsageError('say which file: YAML or JSON, - is standard input')
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
  const document = parseConfigurationDocument(content, file === '-' ? 'standard input' : file)
  const { site, comment, commands } = document
  const effectiveAt = instantOption(invocation, 'at') ?? document.effectiveAt
  return withConfiguration(invocation, site, configuration =>
    effectiveAt === undefined
      ? sendAndPrint(invocation, configuration, commands, comment)
      : scheduleAndPrint(invocation, configuration, { commands, comment, effectiveAt }),
  )
}
