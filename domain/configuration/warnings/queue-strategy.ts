import type { Rejection } from '../../kernel/decider.ts'
import type { ConfiguredQueue } from '../../queues/configured-queues.ts'

/** pbx-configuration §7.4: a reload says "requires restart", and ignores the option. */
export function becameLinear(
  { name, strategy, enabled }: ConfiguredQueue,
  was: ConfiguredQueue | undefined,
): readonly Rejection[] {
  if (!enabled || strategy !== 'linear' || !was?.enabled || was.strategy === 'linear') return []
  const message = `Asterisk makes no running queue linear by a reload: ${name} goes on as ${was.strategy} until it is made anew. When nobody waits in it, roll it out disabled, then enabled; its agents log in again`
  return [{ field: 'strategy', rule: 'recreate', message }]
}
