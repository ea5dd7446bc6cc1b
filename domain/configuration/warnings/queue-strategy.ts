import type { Rejection } from '../../kernel/decider.ts'
import type { ConfiguredQueue } from '../../queues/configured-queues.ts'

/** pbx-configuration §7.4: Asterisk keeps an order of members only for a queue that it makes so; a roll-out makes it anew when it is empty. */
export function becameLinear(
  { name, strategy, enabled }: ConfiguredQueue,
  was: ConfiguredQueue | undefined,
): readonly Rejection[] {
  if (!enabled || !isInOrder(strategy) || !was?.enabled || isInOrder(was.strategy)) return []
  const message = `the roll-out makes ${name} anew for this: for a moment nobody can enter it, and while callers wait in it, it is left as it is until the next roll-out`
  return [{ field: 'strategy', rule: 'recreate', message }]
}

const isInOrder = (strategy: ConfiguredQueue['strategy']): boolean => strategy === 'linear' || strategy === 'rrordered'
