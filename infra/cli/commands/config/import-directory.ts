import { statSync } from 'node:fs'
import { stringify } from 'yaml'
import { adopt, type Adoption } from '../../../../domain/configuration/adoption/adopt.ts'
import { asteriskDirectory } from '../../../configuration/asterisk-directory.ts'
import type { Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { sendAndPrint } from './change-set-result.ts'
import { withConfiguration } from './opened-configuration.ts'

/**
 * `config import DIRECTORY`: the document that reproduces an existing Asterisk, on standard output, and what it leaves out, on standard
 * error. Nothing is changed without `--apply`.
 */
export async function importDirectory(invocation: Invocation): Promise<number> {
  const { words, options, terminal } = invocation
  const [, directory] = words
  if (directory === undefined) throw new UsageError('say which directory: that of an Asterisk, e.g. /etc/asterisk')
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`${directory} is no directory that can be read`)
  const adoption = adopt(asteriskDirectory(directory))
  tell(adoption, invocation)
  const { commands, notUnderstood } = adoption
  if (options['apply'] === true)
    return withConfiguration(invocation, undefined, configuration =>
      sendAndPrint(invocation, configuration, { commands }, `adopted from ${directory}`),
    )
  if (terminal.json) terminal.document({ commands, notUnderstood })
  else await terminal.write(stringify({ commands }, { lineWidth: 0, aliasDuplicateObjects: false }))
  return 0
}

function tell({ commands, notUnderstood }: Adoption, { terminal }: Invocation): void {
  for (const { file, line, message } of notUnderstood) terminal.complain(`${file}:${line}: ${message}`)
  terminal.note(`${commands.length} commands; ${notUnderstood.length} lines are not in them.`)
}
