import { pickupGroups } from '../../routing/pickup-groups.ts'
import { set, type Step } from './dialplan.ts'
import type { Scope } from './scope.ts'

/**
 * Phones that ring for the queue or group can be picked up by those who may take its calls (pbx-configuration §8.2). The groups are put
 * on the channel that is rung, by the predial handler.
 */
export function callGroupSteps(
  of: { readonly queue?: string; readonly group?: string },
  scope: Scope,
): readonly Step[] {
  const names = scope
    .all(pickupGroups)
    .filter(
      ({ value }) =>
        value.enabled &&
        value.intercepted.some(
          ({ queue, group }) =>
            (of.queue !== undefined && queue === of.queue) || (of.group !== undefined && group === of.group),
        ),
    )
    .map(({ key }) => key)
  return names.length === 0 ? [] : [set`__XIVO_CALLGROUPS=${names.join(',')}`]
}

/** By which the phones that ring for a number can be found (pbx-configuration §8.3). */
export const pickupMark = (number: string, context: string): Step => set`__PICKUPMARK=${number}%${context}`
