import type { Rejection } from '../../kernel/decider.ts'
import type { Values } from '../check-value.ts'
import type { Kinds } from '../configuration.ts'
import type { ObjectKind, OtherObjects } from '../kind.ts'
import { referencesIn } from '../references.ts'

/** A destination names its object in a case of the same name: `noAnswer.queue.queue`, `closed[0].destination.user.user`. */
const ofDestination = /(?:^|\.)(user|group|queue|conferenceRoom|voicemail|ivr)\.\1$/

/** pbx-configuration §3: calls can only be sent to what is switched on. */
export const disabledTargets = (
  kind: ObjectKind,
  value: Values,
  others: OtherObjects,
  kinds: Kinds,
): readonly Rejection[] =>
  referencesIn(kind, value).flatMap(({ to, key, field }) => {
    const target = kinds.get(to)
    if (!target || !ofDestination.test(field) || others.get(target, key)?.['enabled'] !== false) return []
    const message = `${to} ${key} is switched off: calls that are sent there go no further`
    return [{ field, rule: 'disabled', message }]
  })
