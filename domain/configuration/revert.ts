import type { ConfigurationCommand } from './commands.ts'
import type { Configuration, Kinds } from './configuration.ts'
import { commandsBetween, differences } from './difference.ts'

interface Revert {
  readonly commands: readonly ConfigurationCommand[]
  /** In words, each with the reason. */
  readonly cannotBeRestored: readonly string[]
}

/**
 * The change set that makes a past configuration the present one (pbx-configuration §2.2: compensation, never rewriting). What was
 * removed since comes back under its key as another object: the figures of the old one stay its own. Fields that an object keeps
 * for its life cannot differ, except where another object took the key meanwhile.
 */
export function revertTo(
  then: Configuration,
  now: Configuration,
  kinds: Kinds,
  /** Whether what goes may take with it what nothing brings back, e.g. the messages of a mailbox. */
  { confirm = false }: { readonly confirm?: boolean } = {},
): Revert {
  const cannotBeRestored = differences(now, then, kinds).flatMap(({ kind, key, from, to }) => {
    const held = then.objects.get(kind)?.get(key)
    const holds = now.objects.get(kind)?.get(key)
    if (to && !from)
      return [`${kind} ${key} comes back with another identity than ${held?.id ?? key}: its history before stays apart`]
    if (held && holds && held.id !== holds.id)
      return [`${kind} ${key} is another object now (${holds.id}); it gets the values of ${held.id}, not its identity`]
    return []
  })
  return { commands: commandsBetween(now, then, kinds, { confirm }), cannotBeRestored }
}
