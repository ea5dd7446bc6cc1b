import fc from 'fast-check'
import { commandsOf, itemFields, type CommandMeaning, type ConfigurationCommand } from '../commands.ts'
import { evolveAll, type Configuration, type ConfigurationEvent, type ConfiguredObject } from '../configuration.ts'
import type { ObjectKind } from '../kind.ts'
import { kinds } from '../kinds.ts'
import type { Field, Fields, Shape, TextFormat } from '../shape.ts'
import { decide } from './given.ts'

/** What somebody might come to wish next: which command it is depends on the configuration that he sees then. */
type Wish = number

export const arbitraryWishes = (most: number): fc.Arbitrary<readonly Wish[]> =>
  fc.array(fc.noShrink(fc.nat()), { minLength: 1, maxLength: most, size: 'max' })

const everyCommand = [...commandsOf(kinds)]

interface Decided {
  readonly command: ConfigurationCommand
  readonly events: readonly ConfigurationEvent[]
  readonly after: Configuration
}

/**
 * The wishes that come to a command which is accepted and changes something, one after the other.
 * @param about the kinds that they are about; all of them when left out
 */
export function fulfilled(
  before: Configuration,
  wishes: readonly Wish[],
  about?: readonly string[],
): readonly Decided[] {
  const commands = about ? everyCommand.filter(([, { kind }]) => about.includes(kind.name)) : everyCommand
  const decided: Decided[] = []
  for (const wish of wishes) {
    const now = decided.at(-1)?.after ?? before
    const command = commandOf(now, wish, commands)
    const decision = decide(now, [command])
    if (decision.accepted && decision.events.length > 0)
      decided.push({ command, events: decision.events, after: evolveAll(now, decision.events, kinds) })
  }
  return decided
}

/** Of every command, about objects that are there and about new ones; seldom one that no rule refuses, of course. */
function commandOf(configuration: Configuration, wish: Wish, commands: typeof everyCommand): ConfigurationCommand {
  const draw = drawing(configuration, wish)
  const [name, meaning] = draw.one(commands) ?? draw.nothing
  return { [name]: inputOf(meaning, draw) }
}

type ItemMeaning = Extract<CommandMeaning, { list: string }>

function inputOf(meaning: CommandMeaning, draw: Drawing): Record<string, unknown> {
  const { kind } = meaning
  const object = draw.one([...(draw.configuration.objects.get(kind.name)?.values() ?? [])])
  const value = object?.value ?? {}
  const identity = Object.fromEntries(kind.key.map(name => [name, value[name]]))
  switch (meaning.verb) {
    case 'compound':
      return draw.group(meaning.compound.fields)
    case 'define':
      return definition(kind, object, draw)
    case 'remove':
      return { ...identity, ...(kind.destroys === undefined ? {} : { confirm: true }) }
    case 'change':
      return { ...identity, ...changes(kind.fields, kind.key, value, draw) }
    default:
      return { ...(kind.key.length === 0 ? {} : { [kind.name]: object?.key }), ...ofEntry(meaning, value, draw) }
  }
}

function ofEntry({ verb, kind, list, items }: ItemMeaning, value: Record<string, unknown>, draw: Drawing) {
  const entry = draw.one((value[list] ?? []) as readonly Record<string, unknown>[]) ?? {}
  const known = Object.fromEntries(items.key.map(name => [name, entry[name]]))
  const fields = itemFields(kind, list)
  if (verb === 'addItem') return draw.group(fields)
  return verb === 'removeItem' ? known : { ...known, ...changes(fields, items.key, entry, draw) }
}

/** One that is like another one but for its name and number, or one of all new. */
function definition(kind: ObjectKind, like: ConfiguredObject | undefined, draw: Drawing): Record<string, unknown> {
  if (!like || draw.chance(3)) return draw.group(kind.fields)
  const own = Object.entries(kind.fields).filter(([name]) => kind.key.includes(name) || name === 'number')
  return { ...like.value, ...Object.fromEntries(own.map(([name, field]) => [name, draw.value(field)])) }
}

function changes(fields: Fields, fixed: readonly string[], value: Record<string, unknown>, draw: Drawing) {
  const free = Object.entries(fields).filter(([name]) => !fixed.includes(name))
  const [name, field] = draw.one(free) ?? draw.nothing
  return { [name]: draw.value(field, value[name]) }
}

interface Drawing {
  readonly configuration: Configuration
  /** Whether something comes true that does so once in so many times. */
  chance(often: number): boolean
  one<T>(list: readonly T[]): T | undefined
  value(field: Field, was?: unknown): unknown
  group(fields: Fields): Record<string, unknown>
  /** In place of what there is always one of. */
  readonly nothing: never
}

/** @param seed the same draws the same of the same configuration */
function drawing(configuration: Configuration, seed: number): Drawing {
  const below = numbersFrom(seed)
  const one = <T>(list: readonly T[]): T | undefined => list[below(list.length)]
  const chance = (often: number) => below(often) === 0

  function shaped(shape: Shape, was: unknown): unknown {
    switch (shape.type) {
      case 'text':
        return textOf(shape.format, shape.max)
      case 'secret':
        return textOf(shape.format, 16)
      case 'integer':
        return one([shape.min, shape.max, shape.min + below(Math.min(100, shape.max - shape.min) + 1)])
      case 'decimal':
        return one([shape.min, shape.max, shape.min + (shape.max - shape.min) / 4])
      case 'flag':
        return !was
      case 'choice':
        return one(shape.of)
      case 'reference':
        return one([...(configuration.objects.get(shape.to)?.keys() ?? [])])
      case 'list':
        return listOf(shape.of, (was ?? []) as readonly unknown[])
      case 'group':
        return was ? altered(shape.fields, was as Record<string, unknown>) : group(shape.fields)
      case 'variant': {
        const [[name, part] = []] = Object.entries((was ?? {}) as Record<string, Record<string, unknown>>)
        const fields = name === undefined ? undefined : shape.cases[name]
        if (name !== undefined && part && fields && chance(2)) return { [name]: altered(fields, part) }
        const [other, otherFields] = one(Object.entries(shape.cases)) ?? ['', {}]
        return { [other]: group(otherFields) }
      }
    }
  }

  function listOf(of: Shape, was: readonly unknown[]): readonly unknown[] {
    const at = below(was.length)
    return (
      one([
        () => [...was, shaped(of, undefined)],
        () => was.toReversed(),
        () => was.toSpliced(at, 1),
        () => (was.length === 0 ? [shaped(of, undefined)] : was.with(at, shaped(of, was[at]))),
      ])?.() ?? []
    )
  }

  function textOf({ pattern }: TextFormat, max: number): string | undefined {
    const fitting = texts.filter(text => pattern.test(text) && Array.from(text).length <= max)
    return one(fitting)
  }

  const value = (field: Field, was?: unknown): unknown =>
    field.nullable && chance(4) ? null : shaped(field.shape, was ?? undefined)

  /** Most of what may be left out is. */
  const group = (fields: Fields): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields)
        .filter(([, field]) => (field.initial === undefined && !field.nullable) || chance(6))
        .map(([name, field]) => [name, value(field)]),
    )

  function altered(fields: Fields, was: Record<string, unknown>): Record<string, unknown> {
    const [name, field] = one(Object.entries(fields)) ?? []
    return name === undefined || !field ? was : { ...was, [name]: value(field, was[name]) }
  }

  return {
    configuration,
    chance,
    one,
    value,
    group,
    get nothing(): never {
      throw new Error('there is nothing to draw from')
    },
  }
}

/** Texts of which every form of text lets some through. */
const texts = [
  'a',
  'zz-1',
  'sales',
  'Sales',
  'Größe "1"; 2',
  ' ',
  'yes',
  '~',
  '1e3',
  '#x',
  'a: b',
  '- a',
  'two\nlines\n',
  '1000',
  '1009',
  '0102',
  '0140000009',
  '*55',
  '5',
  '0X.',
  '2[3-5]X',
  '+33140000000',
  '4321',
  '08:30',
  '18:00',
  '00:00',
  '2026-12-25',
  '2027-01-01',
  'Europe/Paris',
  'America/New_York',
  'en_US',
  'fr',
  'ann@example.org',
  '192.0.2.7',
  '192.0.2.0/24',
  'sip.example.net',
  'PJSIP/x',
  'Local/1@default/n',
  '/tmp/a.wav',
  'extra.conf',
  'default',
  'en',
  'english > 5',
  'WT < 60, english > 50',
  '=$a + 1',
  'Goto(a,s,1)',
  'secret99',
  '+5',
]

/** Whole numbers below a bound, as arbitrary as need be (a multiply-with-carry generator). 0 where the bound is none. */
function numbersFrom(seed: number): (bound: number) => number {
  let [low, carry] = [seed & 0xffff, (seed >>> 16) + 1]
  return bound => {
    const next = 36_969 * low + carry
    low = next & 0xffff
    carry = next >>> 16
    return bound <= 1 ? 0 : (((carry & 0x7fff) << 16) | low) % bound
  }
}
