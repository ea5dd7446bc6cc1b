import { rightsProfiles } from '../../access/rights-profiles.ts'
import { serviceAccesses } from '../../access/service-accesses.ts'
import { conferenceRooms } from '../../routing/conference-rooms.ts'
import { dialplanFiles } from '../../routing/dialplan/dialplan-files.ts'
import { groups } from '../../routing/groups.ts'
import { incalls } from '../../routing/incalls.ts'
import { outcalls } from '../../routing/outcalls.ts'
import { trunks } from '../../routing/sip/trunks.ts'
import { agents } from '../../agents/configured-agents.ts'
import { queues } from '../../queues/configured-queues.ts'
import { users } from '../../users/configured-users.ts'
import { lines } from '../../users/lines.ts'
import { voicemails } from '../../users/voicemails.ts'
import type { Rejection } from '../../kernel/decider.ts'
import type { Configuration, ConfigurationEvent, Kinds } from '../configuration.ts'
import type { ObjectKind, OtherObjects } from '../kind.ts'
import type { Fields, ValuesOf } from '../shape.ts'
import { othersIn } from '../whole-state.ts'
import { anonymousWithoutNumber } from './anonymous-callers.ts'
import { disabledTargets } from './disabled-target.ts'
import { discouragedSteps } from './custom-dialplan.ts'
import { seesNoAgents } from './no-agents.ts'
import { opensEverything } from './open-access.ts'
import { openBox, openBoxesReached } from './open-boxes.ts'
import { sharedWeight, userMembers } from './queue-members.ts'
import { becameLinear } from './queue-strategy.ts'
import { roundTrip } from './round-trip.ts'
import { skillLosses } from './skill-fallback.ts'
import { longRegistration, notRendered } from './sip.ts'
import { unknownSubroutine } from './unknown-subroutine.ts'

/** What was accepted and may not be what was meant. It is in no event, since it follows from the configuration. */
export interface Warning extends Rejection {
  readonly kind: string
  readonly key: string
}

type Rule<F extends Fields> = (
  value: ValuesOf<F>,
  others: OtherObjects,
  /** As it was before the events; undefined: it was not there. */
  was: ValuesOf<F> | undefined,
) => readonly Rejection[]

interface RulesOfKind {
  readonly kind: string
  readonly of: (key: string, others: OtherObjects, before: OtherObjects) => readonly Rejection[]
}

const rulesOf = <F extends Fields>(kind: ObjectKind<F>, ...rules: readonly Rule<F>[]): RulesOfKind => ({
  kind: kind.name,
  of(key, others, before) {
    const value = others.get(kind, key)
    const was = before.get(kind, key)
    return value === undefined ? [] : rules.flatMap(rule => rule(value, others, was))
  },
})

const registered: readonly RulesOfKind[] = [
  rulesOf(
    queues,
    userMembers,
    sharedWeight,
    (queue, _, was) => becameLinear(queue, was),
    (queue, others) => roundTrip({ kind: 'queue', key: queue.name }, others),
    unknownSubroutine('preprocessSubroutine'),
    unknownSubroutine('memberSubroutine'),
  ),
  rulesOf(
    groups,
    (group, others) => roundTrip({ kind: 'group', key: group.name }, others),
    unknownSubroutine('preprocessSubroutine'),
  ),
  rulesOf(
    users,
    (user, others) => roundTrip({ kind: 'user', key: user.user }, others),
    unknownSubroutine('preprocessSubroutine'),
  ),
  rulesOf(lines, notRendered),
  rulesOf(serviceAccesses, opensEverything),
  rulesOf(rightsProfiles, seesNoAgents),
  rulesOf(trunks, notRendered, longRegistration),
  rulesOf(dialplanFiles, discouragedSteps),
  rulesOf(voicemails, openBox),
  rulesOf(incalls, openBoxesReached, unknownSubroutine('preprocessSubroutine')),
  rulesOf(outcalls, anonymousWithoutNumber, unknownSubroutine('preprocessSubroutine')),
  rulesOf(conferenceRooms, unknownSubroutine('preprocessSubroutine')),
  rulesOf(agents, unknownSubroutine('preprocessSubroutine')),
]

const rules = new Map(registered.map(one => [one.kind, one.of]))

/** What is new to warn of in the objects that events changed, and at queues to which they bring skills: what was so before has been said. */
export function warningsOf(
  events: readonly ConfigurationEvent[],
  before: Configuration,
  after: Configuration,
  kinds: Kinds,
): readonly Warning[] {
  const [was, is] = [othersIn(before, kinds), othersIn(after, kinds)]
  const touched = new Map(events.map(({ kind, key }) => [`${kind}:${key}`, { kind, key }]))
  const ofObjects = [...touched.values()].flatMap(({ kind, key }): readonly Warning[] => {
    const declared = kinds.get(kind)
    const problemsIn = (others: OtherObjects): readonly Rejection[] => {
      const value = declared && others.get(declared, key)
      const ofAny = value ? disabledTargets(declared, value, others, kinds) : []
      return [...(rules.get(kind)?.(key, others, was) ?? []), ...ofAny]
    }
    const said = new Set(problemsIn(was).map(({ message }) => message))
    return problemsIn(is)
      .filter(({ message }) => !said.has(message))
      .map(warning => ({ kind, key, ...warning }))
  })
  const lostBefore = new Set(skillLosses(was).map(({ message }) => message))
  return [...ofObjects, ...skillLosses(is).filter(({ message }) => !lostBefore.has(message))]
}
