import type { Rejection } from '../../kernel/decider.ts'
import { queues, type ConfiguredQueue } from '../../queues/configured-queues.ts'
import type { FallbackLoss } from '../../queues/skill-fallback.ts'
import { skillFallbacksIn } from '../../queues/skill-fallbacks.ts'
import type { OtherObjects } from '../kind.ts'

/** Of the mapping itself, and of what else is configured at the queue. */
type Loss = FallbackLoss | 'empty' | 'penaltyRule' | 'otherCalls'

/** What is said of each behind the name of the queue (docs/explanation/skills.md). */
const texts: Readonly<Record<Loss, string>> = {
  noOrder:
    'its agents cannot be put into one order for all rule sets that calls bring: calls go by no skills at all; use a queue for each rule set',
  loggedIn:
    'who is logged in is looked at when a call enters: when those whom its rule means log out later, or a later rule means nobody who is there, the call waits',
  ringing: 'a call that rings is looked at anew after each attempt, and goes on to the next rule when its time is over',
  preference: 'agents who suit a rule equally are rung in an order: those first whom an earlier rule means too',
  empty:
    'it counts as empty (joinEmpty, leaveWhenEmpty) when nobody is there of those whom the rule of the moment means',
  penaltyRule: 'its penalty rule does not count for calls that bring a rule set',
  otherCalls: 'calls that bring no rule set ring its agents in the order of the rules too',
}

/** pbx-configuration §7.8: what rule sets lose at a queue on an Asterisk that is not patched; nothing where no call brings one. */
function lossesAt(queue: ConfiguredQueue, others: OtherObjects): readonly Rejection[] {
  const fallback = skillFallbacksIn(others).get(queue.name)
  if (!fallback) return []
  const { losses, mapped } = fallback
  const named: readonly Loss[] = [
    ...losses,
    ...(mapped && losses.has('loggedIn') && queue.joinEmpty.length + queue.leaveWhenEmpty.length > 0
      ? (['empty'] as const)
      : []),
    ...(mapped && queue.penaltyRule !== null ? (['penaltyRule'] as const) : []),
    ...(mapped && queue.number !== null ? (['otherCalls'] as const) : []),
  ]
  return named.map(loss => ({
    field: '',
    rule: `skillFallback.${loss}`,
    message: `queue ${queue.name}, whose Asterisk knows no skills: ${texts[loss]} (${loss})`,
  }))
}

/** By queue, whatever was changed of what a mapping is made of. */
export const skillLosses = (
  others: OtherObjects,
): readonly (Rejection & { readonly kind: string; readonly key: string })[] =>
  skillFallbacksIn(others).size === 0
    ? []
    : others
        .all(queues)
        .flatMap(({ key, value }) => lossesAt(value, others).map(loss => ({ kind: queues.name, key, ...loss })))
