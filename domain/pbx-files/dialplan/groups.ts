import { groups, type Group } from '../../routing/groups.ts'
import { byStatus, labelled, stepsTo, unreachable } from './destinations.ts'
import { code, contextText, ending, run, set, subroutine, type Code } from './dialplan.ts'
import { contextOf } from './names.ts'
import { callGroupSteps } from './pickup.ts'
import { rewriteSteps } from './rewrite.ts'
import { scheduleSteps } from './schedules.ts'
import type { Scope } from './scope.ts'
import { elsewhereContext } from './servers.ts'
import { predial, subroutineSteps } from './subroutines.ts'
import { userEvent } from './user-events.ts'

/** A call to a group: as to a queue, without diversions and without rows of queue_log of our own (pbx-configuration §13.5). */
const groupContext = (group: Group, scope: Scope): string =>
  contextText({
    name: contextOf('group', group.name),
    extensions: [
      {
        number: 's',
        steps: [
          set`XIVO_GROUPNAME=${group.name}`,
          set`XIVO_GROUPOPTIONS=${optionsOf(group)}`,
          userEvent('Group', code`GROUP: ${group.name},XIVO_USERID: \${XIVO_USERID},XIVO_DSTID: ${group.name}`),
          ...rewriteSteps(group.callerId),
          ...scheduleSteps(group.schedule, { owner: 'group', key: group.name }),
          ...subroutineSteps(group.preprocessSubroutine, 'GROUP'),
          ...(group.ringInsteadOfMusic ? [] : [run`Gosub(xivo-pickup,s,1)`]),
          ...callGroupSteps({ group: group.name }, scope),
          set`XIVO_QUEUETIMEOUT=\${IF($["\${XIVO_RINGSECONDS}" = ""]?${group.ringingSeconds > 0 ? group.ringingSeconds : ''}:\${XIVO_RINGSECONDS})}`,
          set`XIVO_RINGSECONDS=`,
          set`__XIVO_FROMGROUP=1`,
          run`Queue(${group.name},\${XIVO_GROUPOPTIONS},,,\${XIVO_QUEUETIMEOUT})`,
          set`XIVO_FROMGROUP=`,
          ...byStatus(code`\${QUEUESTATUS}`, outcomes),
          ending,
          ...labelled('timeout', stepsTo(group.noAnswer, scope)),
          ...labelled('full', stepsTo(group.congestion, scope)),
          ...labelled('fail', stepsTo(group.fail, scope)),
        ],
      },
    ],
  })

const outcomes = {
  TIMEOUT: 'timeout',
  FULL: 'full',
  JOINEMPTY: 'fail',
  JOINUNAVAIL: 'fail',
  LEAVEEMPTY: 'fail',
  LEAVEUNAVAIL: 'fail',
  CONTINUE: 'fail',
} as const

const optionsOf = (group: Group): Code => {
  const letters = [
    group.ringInsteadOfMusic && 'r',
    group.calleeTransfer && 't',
    group.callerTransfer && 'T',
    group.calleeRecord && 'x',
    group.callerRecord && 'X',
    group.ignoreForwards && 'i',
  ]
  return code`${letters.filter(letter => letter !== false).join('')}${predial}`
}

export const groupContexts = (scope: Scope): readonly string[] => [
  subroutine('group', run`Goto(group~\${ARG1},s,1)`),
  ...scope.all(groups).map(({ key, value }) => {
    const server = scope.elsewhere(value.mediaServer)
    if (server !== undefined) return elsewhereContext('group', key, server)
    return value.enabled ? groupContext(value, scope) : subroutine(contextOf('group', key), ...unreachable)
  }),
]
