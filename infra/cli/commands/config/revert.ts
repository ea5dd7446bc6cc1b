import { revertTo } from '../../../../domain/configuration/revert.ts'
import { textOption, type Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { sendAndPrint } from './change-set-result.ts'
import { configurationAtOption, withConfiguration } from './opened-configuration.ts'

/** `config revert`: the configuration of a moment once more, by a new change set. */
export async function revert(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation
  const to = textOption(options, 'to')
  if (to === undefined) throw new UsageError('--to is missing: an instant or a position of the log')
  return withConfiguration(invocation, undefined, async opened => {
    const then = await configurationAtOption(opened, to, 'to')
    const now = await opened.reader.now(opened.site)
    const { commands, cannotBeRestored } = revertTo(then.configuration, now.configuration, opened.rules.kinds, {
      confirm: options['confirm'] === true,
    })
    for (const line of cannotBeRestored) terminal.note(line)
    return sendAndPrint(invocation, opened, { commands, restores: true }, `back to ${to}`)
  })
}
