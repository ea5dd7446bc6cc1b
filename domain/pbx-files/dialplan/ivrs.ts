import { ivrs, type Ivr } from '../../routing/ivr/ivrs.ts'
import { stepsTo, unreachable } from './destinations.ts'
import {
  at,
  code,
  contextText,
  run,
  set,
  subroutine,
  tell,
  when,
  type Code,
  type Extension,
  type Step,
} from './dialplan.ts'
import { expressionCode, variableOf } from './ivr-expressions.ts'
import { contextOf } from './names.ts'
import type { Scope } from './scope.ts'

/** Voice menus (pbx-configuration §9.8): a label a node in one extension, and a row of CEL for each choice, so that paths can be counted. */
export const ivrContexts = (scope: Scope): readonly string[] =>
  scope
    .all(ivrs)
    .map(({ key, value }) =>
      value.enabled ? ivrContext(value, scope) : subroutine(contextOf('ivr', key), ...unreachable),
    )

type Node = Ivr['nodes'][number]
type Does<S extends string> =
  Extract<Node['does'], Readonly<Record<S, unknown>>> extends Readonly<Record<S, infer D>> ? D : never

function ivrContext(ivr: Ivr, scope: Scope): string {
  const entry = (step: 'start' | 'onHangup' | 'onError') => ivr.nodes.find(({ does }) => step in does)?.name
  const start = entry('start')
  const special = (number: string, node: string | undefined): readonly Extension[] =>
    node === undefined ? [] : [{ number, steps: [run`Goto(s,${labelOf(node)})`] }]
  return contextText({
    name: contextOf('ivr', ivr.name),
    extensions: [
      {
        number: 's',
        steps: [
          run`Gosub(xivo-pickup,s,1)`,
          ...(start === undefined ? [] : [go(start)]),
          ...ivr.nodes.flatMap(node => nodeSteps(ivr.name, node, scope)),
        ],
      },
      ...special('h', entry('onHangup')),
      ...special('e', entry('onError')),
    ],
  })
}

/** Numbers as labels would be taken for priorities. */
const labelOf = (node: string): string => `node-${node}`
const go = (node: string): Step => run`Goto(${labelOf(node)})`

function nodeSteps(ivr: string, node: Node, scope: Scope): readonly Step[] {
  const [first, ...rest] = stepsOf(ivr, node, scope)
  return first ? [at(labelOf(node.name), first), ...rest] : []
}

function stepsOf(ivr: string, { name, does }: Node, scope: Scope): readonly Step[] {
  if ('start' in does) return [go(does.start.next)]
  if ('onHangup' in does) return [go(does.onHangup.next)]
  if ('onError' in does) return [go(does.onError.next)]
  if ('assign' in does)
    return [set`${variableOf(does.assign.variable)}=${parameter(does.assign.value)}`, go(does.assign.next)]
  if ('cel' in does) return [tell`${does.cel.event},${parameter(does.cel.message)}`, go(does.cel.next)]
  if ('condition' in does)
    return [
      when(expressionCode(does.condition.expression), code`${labelOf(does.condition.whenTrue)}`),
      go(does.condition.whenFalse),
    ]
  if ('hangup' in does) return [run`Hangup(${does.hangup.cause})`]
  if ('http' in does) return asked(does.http)
  if ('menu' in does) return menu(ivr, name, does.menu)
  if ('playback' in does) return [run`Playback(${does.playback.sound})`, go(does.playback.next)]
  if ('queue' in does)
    return stepsTo({ queue: { ...does.queue, ringSeconds: null, skillRuleSet: null, skillVariables: [] } }, scope)
  if ('read' in does) return read(ivr, name, does.read)
  if ('sayNumber' in does) return [run`SayNumber(${parameter(does.sayNumber.number)})`, go(does.sayNumber.next)]
  if ('wait' in does) return [run`Wait(${does.wait.seconds})`, go(does.wait.next)]
  return stepsTo(does.leave.to, scope)
}

const parameter = (text: string): Code | string => (text.startsWith('=') ? code`$[${expressionCode(text)}]` : text)

/** One key, waited for; # ends the reading and so leaves nothing. */
function menu(ivr: string, node: string, asks: Does<'menu'>): readonly Step[] {
  const sub = (part: string) => `${labelOf(node)}~${part}`
  const chosen = (digit: Code | string) => tell`IVR_NODE,ivr=${ivr},node=${node},digit=${digit}`
  return [
    set`IVR_TRIES=0`,
    at(sub('again'), set`IVR_TRIES=$[\${IVR_TRIES} + 1]`),
    when(code`\${IVR_TRIES} > ${asks.repeats}`, code`${sub('failed')}`),
    run`Read(IVR_DIGIT,${asks.prompt ?? ''},1,,1,${asks.timeoutSeconds})`,
    set`IVR_DIGIT=\${IF($["\${IVR_DIGIT}\${READSTATUS}" = "OK"]?#:\${IVR_DIGIT})}`,
    ...asks.choices.map(({ key }, i) => when(code`"\${IVR_DIGIT}" = "${key}"`, code`${sub(`choice${i}`)}`)),
    when(code`"\${IVR_DIGIT}" = ""`, code`${sub('nothing')}`),
    ...(asks.invalidPrompt === null ? [] : [run`Playback(${asks.invalidPrompt})`]),
    run`Goto(${sub('again')})`,
    at(sub('nothing'), run`NoOp(no choice)`),
    ...(asks.noChoicePrompt === null ? [] : [run`Playback(${asks.noChoicePrompt})`]),
    run`Goto(${sub('again')})`,
    at(sub('failed'), chosen('f')),
    go(asks.failed),
    ...asks.choices.flatMap(({ key, next }, i) => [at(sub(`choice${i}`), chosen(key)), go(next)]),
  ]
}

/** What is keyed in, ended with #, as long and as great as it must be. */
function read(ivr: string, node: string, asks: Does<'read'>): readonly Step[] {
  const sub = (part: string) => `${labelOf(node)}~${part}`
  const keyed = variableOf(asks.variable)
  const wrong: readonly Code[] = [
    code`\${LEN(\${${keyed}})} < ${asks.minDigits}`,
    ...(asks.numeric ? [code`\${REGEX("^[0-9]+$" \${${keyed}})} = 0`] : []),
    ...(asks.minValue === null ? [] : [code`0\${${keyed}} < ${asks.minValue}`]),
    ...(asks.maxValue === null ? [] : [code`0\${${keyed}} > ${asks.maxValue}`]),
  ]
  return [
    set`IVR_TRIES=0`,
    at(sub('again'), set`IVR_TRIES=$[\${IVR_TRIES} + 1]`),
    when(code`\${IVR_TRIES} > ${asks.repeats}`, code`${sub('failed')}`),
    ...(asks.beep ? [run`Playback(beep)`] : []),
    run`Read(${keyed},${asks.prompt ?? ''},${asks.maxDigits},,1,10)`,
    ...wrong.map(test => when(test, code`${sub('wrong')}`)),
    tell`IVR_NODE,ivr=${ivr},node=${node},digit=\${${keyed}}`,
    go(asks.next),
    at(sub('wrong'), run`NoOp(not what is asked for)`),
    ...(asks.invalidPrompt === null ? [] : [run`Playback(${asks.invalidPrompt})`]),
    run`Goto(${sub('again')})`,
    at(sub('failed'), tell`IVR_NODE,ivr=${ivr},node=${node},digit=f`),
    go(asks.failed),
  ]
}

/** The answer is kept in $http. Without the function CURL it is empty, and the menu goes on. */
function asked({ url, method, variables, next }: Does<'http'>): readonly Step[] {
  const form: Code = {
    code: variables.map(name => `${name}=\${URIENCODE(\${${variableOf(name).code}})}`).join('&'),
  }
  const address =
    method === 'GET' && variables.length > 0 ? code`${url}${url.includes('?') ? '&' : '?'}${form}` : code`${url}`
  const posted = method === 'POST' ? code`,${form}` : code``
  return [set`${variableOf('http')}=\${FILTER(A-Za-z0-9_.=& -,\${CURL(${address}${posted})})}`, go(next)]
}
