import { checkChanges, checkDefinition, type Values } from './check-value.ts'
import { itemFields, type CommandMeaning } from './commands.ts'
import { itemKeyOf, type ConfiguredObject } from './configuration.ts'
import { namesOnly, record, refuse, sameValue, sealFor, subject, type CommandPlace } from './draft.ts'
import { capitalised, singleKey } from './kind.ts'
import { othersIn } from './whole-state.ts'

type ItemMeaning = Extract<CommandMeaning, { list: string }>

/** `addQueueMember`, `changeQueueMember`, `removeQueueMember`: one entry of a list of the object that the field `queue` names. */
export function itemCommand(place: CommandPlace, meaning: ItemMeaning, input: Values): void {
  const { kind } = place
  const { expectedRevision, [kind.name]: owner, ...given } = input
  const key = kind.key.length === 0 ? singleKey : owner
  if (typeof key !== 'string') {
    refuse(place, kind.name, 'required', `${kind.name} must be the key of a ${kind.name}`)
    return
  }
  const object = subject(place, key, expectedRevision)
  if (!object) return
  switch (meaning.verb) {
    case 'addItem':
      return add(place, meaning, object, given)
    case 'changeItem':
      return change(place, meaning, object, given)
    case 'removeItem':
      return remove(place, meaning, object, given)
  }
}

function add(place: CommandPlace, meaning: ItemMeaning, object: ConfiguredObject, input: Values): void {
  const checked = checkDefinition(itemFields(place.kind, meaning.list), input, place.at, sealFor(place, object.key))
  if (!checked.ok) {
    place.draft.rejections.push(...checked.rejections)
    return
  }
  const item = checked.value as Values
  const known = entry(place, meaning, object, item)
  if (!known) store(place, meaning, object, 'Added', { change: 'itemAdded', item })
  else if (!sameValue(known, item))
    refuse(
      place,
      meaning.items.key[0] ?? '',
      'taken',
      `${nameOf(place, object)} has this ${noun(meaning)} already; change it instead`,
    )
}

function change(place: CommandPlace, meaning: ItemMeaning, object: ConfiguredObject, input: Values): void {
  const known = entry(place, meaning, object, input)
  if (!known) {
    refuse(place, meaning.items.key[0] ?? '', 'exists', `${nameOf(place, object)} has no such ${noun(meaning)}`)
    return
  }
  const checked = checkChanges(itemFields(place.kind, meaning.list), input, place.at, sealFor(place, object.key))
  if (!checked.ok) {
    place.draft.rejections.push(...checked.rejections)
    return
  }
  const item = { ...known, ...(checked.value as Values) }
  if (!sameValue(item, known)) store(place, meaning, object, 'Changed', { change: 'itemChanged', item, was: known })
}

/** Of an entry that is not there: accepted, nothing changes. */
function remove(place: CommandPlace, meaning: ItemMeaning, object: ConfiguredObject, input: Values): void {
  const { kind, draft } = place
  const known = entry(place, meaning, object, input)
  if (!namesOnly(place, meaning.items.key, input) || !known) return
  const left = { ...object.value, [meaning.list]: itemsOf(object, meaning).filter(item => item !== known) }
  const problems = kind.checkChange?.(object.value, left, othersIn(draft.state, draft.rules.kinds)) ?? []
  for (const { rule, message } of problems) refuse(place, meaning.items.key[0] ?? '', rule, message)
  store(place, meaning, object, 'Removed', { change: 'itemRemoved', item: known })
}

const itemsOf = ({ value }: ConfiguredObject, { list }: Pick<ItemMeaning, 'list'>) => value[list] as readonly Values[]

function entry(
  place: CommandPlace,
  { list }: ItemMeaning,
  object: ConfiguredObject,
  input: Values,
): Values | undefined {
  const itemKey = itemKeyOf(place.kind, list)
  const wanted = itemKey(input)
  return itemsOf(object, { list }).find(item => itemKey(item) === wanted)
}

type ItemChange =
  | { readonly change: 'itemAdded' | 'itemRemoved'; readonly item: Values }
  | { readonly change: 'itemChanged'; readonly item: Values; readonly was: Values }

function store(
  place: CommandPlace,
  { list, items }: ItemMeaning,
  { key, id }: ConfiguredObject,
  past: string,
  change: ItemChange,
): void {
  const type = capitalised(place.kind.name) + items.noun + past
  record(place, { type, kind: place.kind.name, key, id, list, ...change })
}

const noun = ({ items }: ItemMeaning) => items.noun.toLowerCase()
const nameOf = ({ kind }: CommandPlace, { key }: ConfiguredObject) => `${kind.name} ${key}`
