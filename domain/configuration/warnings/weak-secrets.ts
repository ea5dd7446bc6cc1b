import { commandsOf, type ConfigurationCommand } from '../commands.ts'
import type { ConfigurationEvent, Kinds } from '../configuration.ts'
import { keyOf } from '../kind.ts'
import type { Warning } from './warnings.ts'

/**
 * Secrets of accepted commands that are easily guessed, e.g. a short password of the applications (pbx-configuration §5.1). The command is
 * the last place at which they can be read: events have them sealed.
 */
export function weakSecrets(
  commands: readonly ConfigurationCommand[],
  events: readonly ConfigurationEvent[],
  kinds: Kinds,
): readonly Warning[] {
  const meanings = commandsOf(kinds)
  const touched = new Set(events.map(({ kind, key }) => `${kind}:${key}`))
  return commands.flatMap(command =>
    Object.entries(command).flatMap(([name, input]) => {
      const meaning = meanings.get(name)
      if (meaning?.verb !== 'define' && meaning?.verb !== 'change') return []
      const { kind } = meaning
      const key = keyOf(kind, input)
      if (!touched.has(`${kind.name}:${key}`)) return []
      return Object.entries(kind.fields).flatMap(([field, { shape }]): Warning[] => {
        const given = input[field]
        if (shape.type !== 'secret' || !shape.format.strong || typeof given !== 'string') return []
        if (shape.format.strong.is(given)) return []
        const message = `${field} is weak: take ${shape.format.strong.means}`
        return [{ kind: kind.name, key, field, rule: 'weak', message }]
      })
    }),
  )
}
