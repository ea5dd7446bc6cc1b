import type { Rejection } from '../../kernel/decider.ts'
import { dialplanFiles } from '../../routing/dialplan/dialplan-files.ts'
import { readDialplan } from '../../routing/dialplan/dialplan-text.ts'
import { shippedSubroutines } from '../../routing/dialplan/generated-contexts.ts'
import type { OtherObjects } from '../kind.ts'

/** pbx-configuration §3: a subroutine that is nowhere is skipped by calls. The PBX may have files of its own, so it is not refused. */
export const unknownSubroutine =
  <N extends string>(field: N) =>
  (value: Readonly<Record<N, string | null>>, others: OtherObjects): readonly Rejection[] => {
    const name = value[field]
    if (name === null || isShipped(name) || isThere(name, others)) return []
    const message = `no dialplan file has the context ${name}: calls pass over it, unless the PBX has it in a file of its own`
    return [{ field, rule: 'subroutine', message }]
  }

const isShipped = (name: string): boolean => (shippedSubroutines as readonly string[]).includes(name)

const isThere = (name: string, others: OtherObjects): boolean =>
  others.all(dialplanFiles).some(({ value }) => value.enabled && contextsIn(value.content).has(name))

const read = new Map<string, ReadonlySet<string>>()

/** Files are few and long, and asked for every object. */
function contextsIn(content: string): ReadonlySet<string> {
  const known = read.get(content)
  if (known) return known
  if (read.size >= 100) read.clear()
  const names = new Set(readDialplan(content).contexts.map(({ name }) => name))
  read.set(content, names)
  return names
}
