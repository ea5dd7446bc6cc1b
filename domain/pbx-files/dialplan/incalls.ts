import { singleKey } from '../../configuration/kind.ts'
import { callerNumberRules, type CallerNumberRules } from '../../routing/numbers/caller-number-rules.ts'
import { incalls, type Incall } from '../../routing/incalls.ts'
import { stepsTo } from './destinations.ts'
import { at, code, contextText, run, set, subroutine, tell, when, type Step } from './dialplan.ts'
import { contextOf } from './names.ts'
import { callerPermissionSteps } from './permissions.ts'
import { recordSteps } from './recording.ts'
import { posixRegexp } from './regexp.ts'
import { rewriteSteps } from './rewrite.ts'
import { scheduleSteps } from './schedules.ts'
import type { Scope } from './scope.ts'
import { subroutineSteps } from './subroutines.ts'
import { callerNameField, callerNameKept, userEvent } from './user-events.ts'

/** A call from outside, in the order of pbx-configuration §13.1. */
const incallContext = (key: string, incall: Incall, scope: Scope): string =>
  subroutine(
    contextOf('did', key),
    set`XIVO_CALLORIGIN=extern`,
    set`XIVO_EXTENPATTERN=${incall.number}`,
    run`Gosub(xivo-normalize,s,1)`,
    run`Gosub(xivo-reverse-lookup,s,1)`,
    ...rewriteSteps(incall.callerId),
    ...callerPermissionSteps(incall.callPermissions, scope),
    callerNameKept,
    userEvent(
      'Did',
      code`CALLERIDNUM: \${XIVO_SRCNUM},EXTEN: \${XIVO_DSTNUM},XIVO_SRCNUM: \${XIVO_SRCNUM},XIVO_SRCNAME: ${callerNameField},XIVO_EXTENPATTERN: ${incall.number},XIVO_SRCTON: \${CALLERID(ton)},XIVO_SRCRDNIS: \${CALLERID(rdnis)}`,
    ),
    tell`XIVO_INCALL,\${XIVO_DSTNUM}`,
    ...scheduleSteps(incall.schedule, { owner: 'incall', key: incall.number }),
    ...subroutineSteps(incall.preprocessSubroutine, 'DID'),
    ...recordSteps(incall.recording, 'other'),
    ...(incall.greeting === null ? [] : [run`Gosub(xivo-pickup,s,1)`, run`Playback(${incall.greeting})`]),
    ...(incall.ringSeconds === null ? [] : [set`XIVO_RINGSECONDS=${incall.ringSeconds}`]),
    ...stepsTo(incall.destination, scope),
  )

/** The number of an incall in its context. */
export const incallSteps = (key: string, context: string): readonly Step[] => [
  run`Gosub(xivo-entry,s,1(\${EXTEN},${context}))`,
  run`Gosub(did,s,1(${contextOf('did', key).slice('did~'.length)}))`,
  run`Hangup()`,
]

export const incallContexts = (scope: Scope): readonly string[] => [
  subroutine('did', run`Goto(did~\${ARG1},s,1)`),
  normalization(scope.get(callerNumberRules, singleKey)?.rules ?? []),
  ...scope
    .all(incalls)
    .filter(({ value }) => value.enabled)
    .map(({ key, value }) => incallContext(key, value, scope)),
]

/** pbx-configuration §9.5: the first rule that matches the whole number strips, then adds. */
function normalization(rules: CallerNumberRules['rules']): string {
  const tests = rules.map(({ regexp }, i) =>
    when(code`\${REGEX("^${{ code: posixRegexp(regexp) }}$" \${XIVO_SRCNUM})} = 1`, code`rule${i}`),
  )
  const rewrites = rules.flatMap(({ strip, add }, i) => [
    at(`rule${i}`, set`XIVO_SRCNUM=${add ?? ''}\${XIVO_SRCNUM:${strip}}`),
    run`Goto(normalized)`,
  ])
  return contextText({
    name: 'xivo-normalize',
    extensions: [
      {
        number: 's',
        steps: [
          ...tests,
          run`Goto(normalized)`,
          ...rewrites,
          at('normalized', when(code`"\${XIVO_SRCNUM}" = ""`, code`done`)),
          set`CALLERID(num)=\${XIVO_SRCNUM}`,
          at('done', run`Return()`),
        ],
      },
    ],
  })
}
