import { stringify } from 'yaml'
import { initialConfiguration } from '../../../../domain/configuration/configuration.ts'
import { commandsBetween } from '../../../../domain/configuration/difference.ts'
import { textOption, type Invocation } from '../../command.ts'
import { configurationAtOption, withConfiguration } from './opened-configuration.ts'

/** `config export`: the document that makes the configuration from nothing. Secrets stay sealed: they open with the key of this installation. */
export async function exportDocument(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation
  return withConfiguration(invocation, undefined, async opened => {
    const { configuration } = await configurationAtOption(opened, textOption(options, 'as-of'), 'as-of')
    const { kinds } = opened.rules
    const document = { site: opened.site, commands: commandsBetween(initialConfiguration(kinds), configuration, kinds) }
    if (terminal.json) terminal.document(document)
    else await terminal.write(stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }))
    return 0
  })
}
