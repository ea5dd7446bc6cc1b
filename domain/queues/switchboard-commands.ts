import { agents } from '../agents/configured-agents.ts'
import { number, queueName } from '../configuration/formats.ts'
import { compound, type OtherObjects } from '../configuration/kind.ts'
import { group, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { users } from '../users/configured-users.ts'
import { queues } from './configured-queues.ts'

const suffix = '_switchboard'

/**
 * pbx-configuration §12: a switchboard is an agreement on names. Its queue ends in `_switchboard`; where operators put callers on hold are
 * queues named after it, which nobody is a member of.
 */
export const switchboardCommands = {
  createSwitchboard: compound({
    description:
      'Defines the queues of a switchboard as its operators need them: the queue `NAME_switchboard` with the operators as members, `NAME_switchboard_hold` where callers are put on hold, and a hold queue of an operator’s own where he has a number for it. Refused where an operator could not work: an agent without a user who may log in to the applications, or who is in other queues.',
    repeatable: true,
    fields: {
      name: text('Short name; `_switchboard` is added where it does not end so.', { max: 30, format: queueName }),
      displayName: text('Name for people.', { max: 128 }),
      number: text('Number that callers dial.', { max: 40, format: number }),
      context: reference('Context of the numbers: the operators must reach it.', 'context'),
      holdNumber: text('Number at which operators put callers on hold.', { max: 40, format: number }),
      operators: list(
        group('Who answers at a switchboard.', 'SwitchboardOperator', {
          agent: reference('The agent, by number.', 'agent'),
          holdNumber: optional(text('Number of a hold queue of his own.', { max: 40, format: number })),
        }),
        { max: 100 },
      ),
    },
    comesTo({ name: given, displayName, number: dialled, context, holdNumber, operators }, others) {
      const name = given.endsWith(suffix) ? given : given + suffix
      const rejections = operators.flatMap(({ agent }, i) =>
        operatorProblems(agent, `operators[${i}].agent`, name, others),
      )
      if (rejections.length > 0) return { rejections }
      const hold = `${name}_hold`
      const held = (of: string, heldNumber: string, heldName: string) => ({
        defineQueue: {
          name: of,
          displayName: heldName,
          number: heldNumber,
          context,
          joinEmpty: [],
          leaveWhenEmpty: [],
        },
      })
      return {
        commands: [
          {
            defineQueue: {
              name,
              displayName,
              number: dialled,
              context,
              preprocessSubroutine: 'xivo_subr_switchboard',
              memberTimeoutSeconds: 0,
              retrySeconds: 5,
              wrapUpSeconds: 0,
              ringInUse: false,
              autoPause: 'no',
              members: operators.map(({ agent }) => ({ agent })),
            },
          },
          held(hold, holdNumber, `${displayName}: hold`),
          ...operators.flatMap(({ agent, holdNumber: own }) =>
            own === null ? [] : [held(`${hold}_${agent}`, own, `${displayName}: hold of ${agent}`)],
          ),
        ],
      }
    },
  }),
}

/** What an operator needs: a user with a login of the applications whom others can watch, and no other queue. */
function operatorProblems(
  number: string,
  field: string,
  switchboard: string,
  others: OtherObjects,
): readonly Rejection[] {
  if (!others.get(agents, number)) return [{ field, rule: 'exists', message: `there is no agent ${number}` }]
  const user = others.all(users).find(({ value }) => value.agent === number)?.value
  const elsewhere = others
    .all(queues)
    .filter(({ key, value }) => key !== switchboard && value.members.some(one => one.agent === number && one.enabled))
  const wrong = (rule: string, message: string) => [{ field, rule, message: `agent ${number} ${message}` }]
  return [
    ...(user ? [] : wrong('user', 'is no user: give a user this agent')),
    ...(user && !user.ctiEnabled
      ? wrong('login', `cannot log in to the applications: give user ${user.user} a login`)
      : []),
    ...(user && !user.supervisionEnabled
      ? wrong('supervision', `cannot be watched: switch supervisionEnabled of user ${user.user} on`)
      : []),
    ...(elsewhere.length > 0
      ? wrong(
          'otherQueues',
          `is in ${elsewhere.map(({ key }) => key).join(', ')} too: an operator is in no other queue`,
        )
      : []),
  ]
}
