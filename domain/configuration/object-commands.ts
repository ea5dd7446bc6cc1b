import { checkChanges, checkDefinition, join, type Values } from './check-value.ts'
import { nextId, itemKeyOf, type ConfiguredObject, type FieldChange } from './configuration.ts'
import { find, keyIn, namesOnly, record, refuse, sameValue, sealFor, subject, type CommandPlace } from './draft.ts'
import { capitalised, keyOf } from './kind.ts'
import { nothingOutside } from './outside.ts'
import { replaceReferences } from './replace-references.ts'
import { othersIn } from './whole-state.ts'

/** `defineQueue`: a whole object under a key that nobody has. */
export function define(place: CommandPlace, input: Values): void {
  const { kind, at, draft } = place
  const checked = checkDefinition(kind.fields, input, at, sealFor(place, keyOf(kind, input)))
  if (!checked.ok) {
    draft.rejections.push(...checked.rejections)
    return
  }
  const said = checked.value as Values
  const complete = kind.completed?.(said) ?? said
  if (hasTwins(place, complete)) return
  const key = keyOf(kind, complete)
  const noun = capitalised(kind.name)
  const existing = find(place, key)
  const value = withSecrets(place, complete, existing)
  if (!existing) {
    const id = nextId(draft.state, kind, value)
    record(place, { type: `${noun}Defined`, kind: kind.name, key, id, change: 'defined', value })
    return
  }
  // What was unset since it was made up is so in its document, too.
  const asSaid = withSecrets(place, said, existing)
  if (![value, asSaid].some(one => sameValue(existing.value, one)))
    refuse(place, kind.key[0] ?? '', 'taken', `${kind.name} ${key} exists already; use change${noun}, or another key`)
}

/** Secrets that it leaves unset: as they are, or made up. */
function withSecrets(place: CommandPlace, value: Values, existing: ConfiguredObject | undefined): Values {
  const { kind, at, draft } = place
  const { newSecret } = draft.rules
  const unset = (kind.generated?.(value) ?? []).filter(name => value[name] === null)
  const seal = sealFor(place, keyOf(kind, value))
  const made = unset.map(name => {
    if (existing) return [name, existing.value[name]] as const
    return [name, newSecret ? { sealed: seal(newSecret(), join(at, name)) } : null] as const
  })
  return unset.length === 0 ? value : { ...value, ...Object.fromEntries(made) }
}

/** `changeQueue`: only the fields that it names; null unsets. */
export function change(place: CommandPlace, input: Values): void {
  const { kind, at, draft } = place
  const { expectedRevision, ...given } = input
  const key = keyIn(place, given)
  const existing = subject(place, key, expectedRevision)
  if (!existing) return
  const named = Object.fromEntries(Object.entries(given).filter(([name]) => !kind.key.includes(name)))
  const checked = checkChanges(kind.fields, named, at, sealFor(place, existing.key))
  if (!checked.ok) {
    draft.rejections.push(...checked.rejections)
    return
  }
  const wanted = checked.value as Values
  if (hasTwins(place, wanted)) return
  const changes: Record<string, FieldChange> = {}
  for (const [name, to] of Object.entries(wanted)) {
    const from = existing.value[name] ?? null
    if (sameValue(from, to)) continue
    if (kind.fields[name]?.fixed)
      refuse(place, name, 'fixed', `${name} of a ${kind.name} cannot be changed; define another one`)
    else changes[name] = { from, to }
  }
  if (Object.keys(changes).length === 0) return
  const changed = { ...existing.value, ...wanted }
  const problems = draft.restores
    ? []
    : (kind.checkChange?.(existing.value, changed, othersIn(draft.state, draft.rules.kinds)) ?? [])
  for (const { field, rule, message } of problems) refuse(place, field, rule, message)
  const { id } = existing
  record(place, {
    type: `${capitalised(kind.name)}Changed`,
    kind: kind.name,
    key: existing.key,
    id,
    change: 'changed',
    changes,
  })
}

/**
 * `removeQueue`. Of what was removed already: accepted, nothing changes. Of what never was: refused, it is a slip of the pen.
 * `replaceWith` is the key of the one that everything refers to instead.
 */
export function remove(place: CommandPlace, input: Values): void {
  const { kind, draft } = place
  const { expectedRevision, replaceWith, ...given } = input
  const key = keyIn(place, given)
  const fields = kind.destroys === undefined ? kind.key : [...kind.key, 'confirm']
  if (key === undefined || !namesOnly(place, fields, given)) return
  const existing = find(place, key)
  if (!existing && draft.state.generations.has(`${kind.name}:${key}`)) return
  if (!subject(place, key, expectedRevision) || !existing) return
  if (kind.builtIn.some(value => keyOf(kind, value) === key)) {
    refuse(place, kind.key[0] ?? '', 'builtIn', `${kind.name} ${key} is always there; change it instead`)
    return
  }
  if (kind.destroys !== undefined && given['confirm'] !== true) {
    refuse(
      place,
      'confirm',
      'confirm',
      `${kind.name} ${key} takes ${kind.destroys} with it for good: say confirm: true`,
    )
    return
  }
  const problems = kind.checkRemoval?.(existing.value, draft.rules.outside ?? nothingOutside) ?? []
  for (const { field, rule, message } of problems) refuse(place, field, rule, message)
  replaceReferences(place, existing, replaceWith)
  record(place, { type: `${capitalised(kind.name)}Removed`, kind: kind.name, key, id: existing.id, change: 'removed' })
}

/** Entries of an item list are known by their key: two with the same one could not be told apart. */
function hasTwins(place: CommandPlace, value: Values): boolean {
  let twins = false
  for (const list of Object.keys(place.kind.items)) {
    const itemKey = itemKeyOf(place.kind, list)
    const seen = new Set<string>()
    for (const [i, item] of ((value[list] ?? []) as readonly Values[]).entries()) {
      const key = itemKey(item)
      if (seen.has(key)) {
        twins = true
        refuse(place, `${list}[${i}]`, 'unique', `${join(place.at, list)}[${i}] is in the list already`)
      }
      seen.add(key)
    }
  }
  return twins
}
