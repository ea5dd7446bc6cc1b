import type { FallbackCalls, PenaltyWindow, SkillFallback } from '../../queues/skill-fallback.ts'
import { fallbackRule } from '../../queues/skill-fallbacks.ts'
import { at, code, run, set, subroutine, when, type Step } from './dialplan.ts'
import { contextOf } from './names.ts'

type Mapped = Extract<SkillFallback, { readonly mapped: true }>

/**
 * Which penalties a call rings, and by which section of queuerules.conf that changes (pbx-configuration §7.8): by the rule set that the
 * channel carries, and by who is logged in now.
 */
export function skillContext(queue: string, { calls }: Mapped): string {
  return subroutine(
    contextOf('skills', queue),
    // What a destination or a subroutine says; its signs are those of names, and stand as they are.
    ...calls.map(({ call }, i) => when(code`"\${XIVO_QUEUESKILLRULESET}" = "${{ code: call }}"`, code`call${i}`)),
    run`Return()`,
    ...calls.flatMap((one, i) => variantSteps(queue, one, i)),
    at('done', run`Return()`),
  )
}

function variantSteps(queue: string, { variants }: FallbackCalls, call: number): readonly Step[] {
  const [first = [], ...others] = variants
  const taken = (windows: readonly PenaltyWindow[], variant: number): readonly Step[] => [
    set`XIVO_SKILLRULE=${fallbackRule(queue, call, variant)}`,
    ...(windows[0] ? windowSteps(windows[0]) : []),
  ]
  const tried = (windows: readonly PenaltyWindow[], variant: number): readonly Step[] => [
    ...taken(windows, variant),
    run`Gosub(xivo-skill-members,s,1(${queue}))`,
    when(code`"\${GOSUB_RETVAL}" = "1"`, code`done`),
  ]
  const steps = others.length === 0 ? taken(first, 0) : [...variants.flatMap(tried), ...taken(first, 0)]
  const [start = run`NoOp(no window)`, ...rest] = steps
  return [at(`call${call}`, start), ...rest, run`Goto(done)`]
}

const windowSteps = ({ minimum, maximum }: PenaltyWindow): readonly Step[] => [
  set`QUEUE_MIN_PENALTY=${minimum}`,
  set`QUEUE_MAX_PENALTY=${maximum}`,
]

/** ARG1 is the queue. 1: one of its members, whatever his state, has a penalty that the call would ring. */
export const skillMembers = subroutine(
  'xivo-skill-members',
  set`LOCAL(members)=\${QUEUE_MEMBER_LIST(\${ARG1})}`,
  set`LOCAL(left)=\${IF($["\${members}" = ""]?0:\${FIELDQTY(members,\\,)})}`,
  at('next', when(code`\${left} < 1`, code`nobody`)),
  set`LOCAL(penalty)=0\${QUEUE_MEMBER(\${ARG1},penalty,\${CUT(members,\\,,\${left})})}`,
  when(code`\${penalty} >= \${QUEUE_MIN_PENALTY} & \${penalty} <= \${QUEUE_MAX_PENALTY}`, code`somebody`),
  set`LOCAL(left)=$[\${left} - 1]`,
  run`Goto(next)`,
  at('nobody', run`Return(0)`),
  at('somebody', run`Return(1)`),
)

/** What app_queue takes for no limit at all (INT_MAX): the next queue knows other penalties. */
const unlimited = 2_147_483_647

export const skillsForgotten: readonly Step[] = [
  set`XIVO_SKILLRULE=`,
  set`QUEUE_MIN_PENALTY=${unlimited}`,
  set`QUEUE_MAX_PENALTY=${unlimited}`,
]
