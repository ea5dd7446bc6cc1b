import { callFilters, type CallFilter } from '../../routing/call-filters.ts'
import { users } from '../../users/configured-users.ts'
import { stepsTo } from './destinations.ts'
import { at, code, run, set, subroutine, when, type Code, type Step } from './dialplan.ts'
import { interfacesOf } from './interfaces.ts'
import { contextOf } from './names.ts'
import { rewriteSteps } from './rewrite.ts'
import type { Scope } from './scope.ts'
import { predial } from './subroutines.ts'

/**
 * Boss and secretaries (pbx-configuration §8.4), asked on the way to the boss. It returns when the call is not filtered: it is of a
 * secretary, it is not of the kind that is filtered, or no secretary takes his calls now.
 */
export const callFilterContexts = (scope: Scope): readonly string[] =>
  scope
    .all(callFilters)
    .filter(({ value }) => value.enabled)
    .map(({ value }) => callFilterContext(value, scope))

type Secretary = CallFilter['secretaries'][number]

function callFilterContext(filter: CallFilter, scope: Scope): string {
  const boss = ringing(filter.boss, filter.bossRingSeconds, scope)
  return subroutine(
    contextOf('filter', filter.name),
    ...filter.secretaries.map(({ user }) => when(code`"\${XIVO_USERID}" = "${user}"`, code`unfiltered`)),
    ...originTest(filter),
    set`XIVO_SECRETARIES=`,
    // In serial modes the last of the list rings first.
    ...[...filter.secretaries].reverse().flatMap(secretary => activeTest(filter, secretary, scope)),
    when(code`"\${XIVO_SECRETARIES}" = ""`, code`unfiltered`),
    ...rewriteSteps(filter.callerId),
    ...(filter.totalRingSeconds === null ? [] : [set`XIVO_FILTER_END=$[\${EPOCH} + ${filter.totalRingSeconds}]`]),
    ...inOrder(filter, boss, scope),
    ...(filter.noAnswer === null
      ? [run`Playback(vm-nobodyavail,noanswer)`, run`Hangup()`]
      : stepsTo(filter.noAnswer, scope)),
    at('unfiltered', run`Return()`),
  )
}

const originTest = ({ callFrom }: CallFilter): readonly Step[] =>
  callFrom === 'all'
    ? []
    : [when(code`"\${XIVO_CALLORIGIN}" != "${callFrom === 'internal' ? 'intern' : 'extern'}"`, code`unfiltered`)]

/** She is there when her part is switched on, by her phone or by the configuration. */
function activeTest(filter: CallFilter, { user, active }: Secretary, scope: Scope): readonly Step[] {
  const secretary = scope.get(users, user)
  const channels = secretary?.enabled ? interfacesOf(secretary, scope) : code``
  if (channels.code === '') return []
  return [
    activeStep(filter, { user, active }),
    when(code`"\${XIVO_ACTIVE}" != "1"`, code`without-${user}`),
    set`XIVO_SECRETARIES=\${XIVO_SECRETARIES}&${channels}`,
    at(`without-${user}`, run`NoOp(${user} was asked)`),
  ]
}

const activeStep = ({ name }: CallFilter, { user, active }: Pick<Secretary, 'user' | 'active'>): Step => {
  const key = code`ringledger/filter/${name}/${user}`
  return set`XIVO_ACTIVE=\${IF($[\${DB_EXISTS(${key})}]?\${DB_RESULT}:${active ? 1 : 0})}`
}

interface Ringing {
  readonly channels: Code
  readonly seconds: number
}

function ringing(key: string, seconds: number | null, scope: Scope): Ringing {
  const user = scope.get(users, key)
  return { channels: user ? interfacesOf(user, scope) : code``, seconds: seconds ?? user?.ringSeconds ?? 30 }
}

function inOrder(filter: CallFilter, boss: Ringing, scope: Scope): readonly Step[] {
  const longest = Math.max(
    ...filter.secretaries.map(({ user, ringSeconds }) => ringing(user, ringSeconds, scope).seconds),
    1,
  )
  const all: Ringing = { channels: code`\${XIVO_SECRETARIES:1}`, seconds: longest }
  const oneByOne = [...filter.secretaries]
    .reverse()
    .flatMap(secretary => whenActive(filter, secretary, ringing(secretary.user, secretary.ringSeconds, scope)))
  switch (filter.mode) {
    case 'bossfirst-serial':
      return [...ring(boss, filter), ...oneByOne]
    case 'bossfirst-simult':
      return [...ring(boss, filter), ...ring(all, filter)]
    case 'secretary-serial':
      return oneByOne
    case 'secretary-simult':
      return ring(all, filter)
    case 'all':
      return ring(
        { channels: code`${boss.channels}\${XIVO_SECRETARIES}`, seconds: Math.max(boss.seconds, longest) },
        filter,
      )
  }
}

function whenActive(filter: CallFilter, { user, active }: Secretary, rung: Ringing): readonly Step[] {
  if (rung.channels.code === '') return []
  return [activeStep(filter, { user, active }), run`ExecIf($["\${XIVO_ACTIVE}" = "1"]?${dial(rung, filter)})`]
}

const ring = (rung: Ringing, filter: CallFilter): readonly Step[] =>
  rung.channels.code === '' ? [] : [run`${dial(rung, filter)}`]

/** Never longer than what is left of the whole time. */
function dial({ channels, seconds }: Ringing, { totalRingSeconds }: CallFilter): Code {
  const time =
    totalRingSeconds === null
      ? code`${seconds}`
      : code`\${IF($[\${XIVO_FILTER_END} - \${EPOCH} < ${seconds}]?$[\${XIVO_FILTER_END} - \${EPOCH}]:${seconds})}`
  return code`Dial(${channels},${time},${predial})`
}
