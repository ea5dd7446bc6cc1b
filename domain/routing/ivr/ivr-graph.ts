import type { VariantOf } from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { parseIvrExpression } from './ivr-expression.ts'
import type { ivrSteps } from './ivr-steps.ts'

interface IvrNode {
  readonly name: string
  readonly does: VariantOf<typeof ivrSteps>
}

/** An exit of a node: the field that says it, the key that takes it or null, the node to which it leads. */
interface IvrExit {
  readonly field: string
  readonly key: string | null
  readonly to: string
}

function exitsOf({ does }: IvrNode): readonly IvrExit[] {
  const plain = (step: string, ...fields: readonly [string, string][]) =>
    fields.map(([name, to]) => ({ field: `does.${step}.${name}`, key: null, to }))
  if ('hangup' in does || 'queue' in does || 'leave' in does) return []
  if ('condition' in does)
    return plain('condition', ['whenTrue', does.condition.whenTrue], ['whenFalse', does.condition.whenFalse])
  if ('menu' in does)
    return [
      ...does.menu.choices.map(({ key, next }, i) => ({ field: `does.menu.choices[${i}].next`, key, to: next })),
      ...plain('menu', ['failed', does.menu.failed]),
    ]
  if ('read' in does) return plain('read', ['next', does.read.next], ['failed', does.read.failed])
  return Object.entries(does).flatMap(([step, { next }]) => plain(step, ['next', next]))
}

/** pbx-configuration §9.8: one start, every exit wired, every node reached; and what each node says makes sense. */
export function ivrProblems(nodes: readonly IvrNode[]): Rejection[] {
  const names = new Set(nodes.map(({ name }) => name))
  const wiring = nodes.flatMap((node, i) =>
    exitsOf(node).flatMap(({ field, to }) =>
      names.has(to)
        ? []
        : [
            {
              field: `nodes[${i}].${field}`,
              rule: 'exists',
              message: `there is no node ${to} to which ${node.name} leads`,
            },
          ],
    ),
  )
  const own = nodes.flatMap((node, i) => stepProblems(node).map(one => ({ ...one, field: `nodes[${i}].${one.field}` })))
  const problems = [...entries(nodes), ...wiring, ...own]
  return problems.length > 0 ? problems : unreached(nodes)
}

const entrySteps = ['start', 'onHangup', 'onError'] as const
const isEntry = ({ does }: IvrNode) => entrySteps.some(step => step in does)

function entries(nodes: readonly IvrNode[]): Rejection[] {
  return entrySteps.flatMap(step => {
    const count = nodes.filter(({ does }) => step in does).length
    if (count === 1 || (count === 0 && step !== 'start')) return []
    const message =
      count === 0
        ? 'a voice menu begins somewhere: give it a node start'
        : `there are ${count} nodes ${step}; there can be one`
    return [{ field: 'nodes', rule: step, message }]
  })
}

function unreached(nodes: readonly IvrNode[]): Rejection[] {
  const byName = new Map(nodes.map(node => [node.name, node]))
  const reached = new Set<IvrNode>()
  const next = nodes.filter(isEntry)
  for (let node = next.pop(); node; node = next.pop()) {
    if (reached.has(node)) continue
    reached.add(node)
    for (const { to } of exitsOf(node)) {
      const target = byName.get(to)
      if (target) next.push(target)
    }
  }
  return nodes.flatMap((node, i) =>
    reached.has(node)
      ? []
      : [
          {
            field: `nodes[${i}]`,
            rule: 'reachable',
            message: `no way leads to node ${node.name}: lead one there or remove it`,
          },
        ],
  )
}

function stepProblems({ does }: IvrNode): Rejection[] {
  if ('menu' in does) return choices(does.menu.choices.map(({ key }) => key))
  if ('read' in does) return limits(does.read)
  if ('condition' in does) return unreadable('does.condition.expression', does.condition.expression)
  if ('assign' in does) return unreadable('does.assign.value', does.assign.value)
  if ('cel' in does) return unreadable('does.cel.message', does.cel.message)
  if ('sayNumber' in does) return unreadable('does.sayNumber.number', does.sayNumber.number)
  return []
}

function choices(keys: readonly string[]): Rejection[] {
  if (keys.length === 0)
    return [{ field: 'does.menu.choices', rule: 'required', message: 'a menu offers a choice: give it a key' }]
  return keys.flatMap((key, i) =>
    keys.indexOf(key) === i
      ? []
      : [{ field: `does.menu.choices[${i}].key`, rule: 'unique', message: `key ${key} leads somewhere else already` }],
  )
}

interface ReadLimits {
  readonly minDigits: number
  readonly maxDigits: number
  readonly numeric: boolean
  readonly minValue: number | null
  readonly maxValue: number | null
}

function limits({ minDigits, maxDigits, numeric, minValue, maxValue }: ReadLimits): Rejection[] {
  return [
    ...(minDigits <= maxDigits
      ? []
      : [{ field: 'does.read.maxDigits', rule: 'order', message: 'maxDigits must not be below minDigits' }]),
    ...(minValue === null || maxValue === null || minValue <= maxValue
      ? []
      : [{ field: 'does.read.maxValue', rule: 'order', message: 'maxValue must not be below minValue' }]),
    ...(numeric || (minValue === null && maxValue === null)
      ? []
      : [
          {
            field: 'does.read.numeric',
            rule: 'together',
            message: 'minValue and maxValue are for numbers: say numeric',
          },
        ]),
  ]
}

function unreadable(field: string, text: string): Rejection[] {
  if (!text.startsWith('=')) return []
  const parsed = parseIvrExpression(text)
  return parsed.ok ? [] : [{ field, rule: 'expression', message: `${text}: ${parsed.problem}` }]
}
