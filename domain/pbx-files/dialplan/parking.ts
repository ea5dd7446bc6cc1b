import { contexts } from '../../routing/dialplan/contexts.ts'
import { parkingLots } from '../../routing/parking-lots.ts'
import { unreachable } from './destinations.ts'
import { contextText, subroutine } from './dialplan.ts'
import type { Scope } from './scope.ts'

/** Contexts in which calls are parked, and taken again: res_parking fills them (pbx-configuration §8.6). */
export const parkingContextNames = (scope: Scope): readonly string[] => [
  ...new Set(
    scope
      .all(parkingLots)
      .filter(({ value }) => value.enabled)
      .map(({ value }) => value.context),
  ),
]

/** They are there before that module is, so that others can include them. A call that nobody takes and nobody gets back ends. */
export const parkingContexts = (scope: Scope): readonly string[] => [
  ...parkingContextNames(scope)
    .filter(name => !scope.customContexts.has(name) && !scope.get(contexts, name)?.enabled)
    .map(name => contextText({ name, extensions: [] })),
  subroutine('parkedcallstimeout', ...unreachable),
]
