import { text } from 'node:stream/consumers'
import { parseConfigurationDocument } from '../../../../api/configuration/document.ts'
import { openInput } from '../../../../ingest/open-input.ts'
import type { Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { sendAndPrint } from './change-set-result.ts'
import { withConfiguration } from './opened-configuration.ts'
import { instantOption, scheduleAndPrint } from './scheduled.ts'

/** `config apply FILE`: the commands of a document as one change set, now or at a later instant. */
export async function applyDocument(invocation: Invocation): Promise<number> {
  const [, file] = invocation.words
  if (file === undefined) throw new UsageError('say which file: YAML or JSON, - is standard input')
  const content = await text((await openInput(file, process.stdin)).chunks())
  const document = parseConfigurationDocument(content, file === '-' ? 'standard input' : file)
  const { site, comment, commands } = document
  const effectiveAt = instantOption(invocation, 'at') ?? document.effectiveAt
  return withConfiguration(invocation, site, configuration =>
    effectiveAt === undefined
      ? sendAndPrint(invocation, configuration, { commands }, comment)
      : scheduleAndPrint(invocation, configuration, { commands, comment, effectiveAt }),
  )
}
