import type { Rejection } from '../kernel/decider.ts'
import type { Values } from './check-value.ts'
import type { Field, Fields, ValuesOf } from './shape.ts'

/**
 * A kind of configured object: its fields and its own rules. One declaration a kind, in the folder of its concept; the registry
 * is kinds.ts. Commands (defineQueue, changeQueue, removeQueue, addQueueMember, ...), events (QueueDefined, QueueChanged, ...),
 * GraphQL types, documents and history follow from it.
 */
export interface ObjectKind<F extends Fields = Fields> {
  /** Lower camel case, e.g. `queue`, `agentGroup`: the key in documents, the field in GraphQL. */
  readonly name: string
  /** Lower camel case, e.g. `queues`. */
  readonly plural: string
  readonly description: string
  /** The fields that identify an object; the key is their values joined by `@`. They are fixed. Empty: there is one object only. */
  readonly key: readonly string[]
  readonly fields: F
  /** Lists whose entries have commands of their own, e.g. a queue's members. */
  readonly items: Readonly<Record<string, ItemList>>
  /** What goes for good with an object that is removed, e.g. the messages in a mailbox: then its removal has to say `confirm: true`. */
  readonly destroys?: string
  /** Commands besides those that follow from the declaration, by name. */
  readonly commands?: Readonly<Record<string, CompoundCommand>>
  /** Objects that are there from the start and cannot be removed, e.g. the agent group `default`. The single one of a kind without key is. */
  readonly builtIn: readonly ValuesOf<F>[]
  /**
   * The file of the PBX in which each object is a section named by its key, where other kinds have sections too: there is one
   * owner of a name in it, e.g. a queue or a group.
   */
  readonly sectionIn?: string
  /** Sections of such a file that its text defines, of whatever names: they may be nobody else's. Its own rules say so when it changes. */
  readonly defines?: { readonly file: string; sections(value: ValuesOf<F>): readonly string[] }
  /** Rules of what refers to it also look at what it refers to: a queue at the lines of its members. Then they are asked again too. */
  readonly seenThrough?: boolean
  /** The number that the object can be dialled under, if it has one (pbx-configuration §3: one owner each). */
  numberOf?(value: ValuesOf<F>): OwnedNumber | undefined
  /** What a definition leaves out and other fields say, e.g. a caller ID made of the names. */
  completed?(value: ValuesOf<F>): ValuesOf<F>
  /** Secrets that a definition leaves unset and that are made up then: the password of a line. Repeated, it keeps the one that is there. */
  generated?(value: ValuesOf<F>): readonly string[]
  /** Other objects that texts of it name, e.g. the skills in a rule. They must exist like those that references name. */
  namedIn?(value: ValuesOf<F>): readonly ObjectReference[]
  /** Rules about the way from one value to another. */
  checkChange?(from: ValuesOf<F>, to: ValuesOf<F>, others: OtherObjects): readonly Rejection[]
  /** Commands that go before its removal, e.g. those that take a user out of his groups. What else refers to it stands in the way. */
  leaving?(value: ValuesOf<F>, others: OtherObjects): readonly Readonly<Record<string, Values>>[]
  /** Rules about its removal that ask what no configuration says, e.g. who is logged in. */
  checkRemoval?(value: ValuesOf<F>, outside: Outside): readonly Rejection[]
  /** Rules that a shape cannot say. Run when the object, or one that it refers to or that refers to it, was changed. */
  check?(value: ValuesOf<F>, others: OtherObjects): readonly Rejection[]
}

export interface ItemList {
  /** Singular, capitalised: `Member` gives addQueueMember and QueueMemberAdded. */
  readonly noun: string
  /** Fields of the entry that identify it within the list; null ones are left out of the key. */
  readonly key: readonly string[]
}

export interface OwnedNumber {
  readonly number: string
  readonly context: string
  /** Which of the context's ranges it must lie in; none: no range is asked. Patterns are exempt. */
  readonly range?: NumberRangeType
}

export type NumberRangeType = 'user' | 'group' | 'queue' | 'conference' | 'incall'

/** A value that names another object. */
export interface ObjectReference {
  readonly to: string
  readonly key: string
  /** Path of the field that holds it, e.g. `members[2].agent`. */
  readonly field: string
  /** It may be there or not: a sound can be one that the PBX came with. */
  readonly optional?: true
}

/** The other objects, as a rule may look at them. */
export interface OtherObjects {
  get<F extends Fields>(kind: ObjectKind<F>, key: string): ValuesOf<F> | undefined
  all<F extends Fields>(kind: ObjectKind<F>): readonly { readonly key: string; readonly value: ValuesOf<F> }[]
  /** Who owns a number of a context. */
  ownerOf(number: string, context: string): { readonly kind: string; readonly key: string } | undefined
}

/** What rules ask that no configuration says. Whoever decides looks it up before, so that deciding stays a function of what it is given. */
export interface Outside {
  /** Numbers of agents who are logged in. */
  readonly loggedInAgents: ReadonlySet<string>
}

/**
 * A command that stands for others: what it comes to depends on the configuration as it is when it is decided. Its events are those of
 * the commands that it comes to, so that nobody who reads events has to know it.
 */
export interface CompoundCommand<F extends Fields = Fields> {
  readonly description: string
  /** Whether it changes nothing when it is sent again. */
  readonly repeatable: boolean
  readonly fields: F
  /** @returns the commands, or why there are none; `field` of a rejection is within the input */
  comesTo(input: ValuesOf<F>, others: OtherObjects, made: MadeUp): Outcome
}

interface MadeUp {
  /** @see ConfigurationRules.newSecret */
  readonly newSecret?: () => string
}

type Outcome =
  { readonly commands: readonly Readonly<Record<string, Values>>[] } | { readonly rejections: readonly Rejection[] }

export const compound = <F extends Fields>(command: CompoundCommand<F>): CompoundCommand<F> => command

type KindDeclaration<F extends Fields> = Omit<ObjectKind<F>, 'items' | 'plural' | 'builtIn' | 'key'> & {
  readonly key: readonly (string & keyof F)[]
  readonly plural?: string
  /** What is said of them; the other fields are as they are initially. */
  readonly builtIn?: readonly Partial<ValuesOf<F>>[]
  readonly items?: Readonly<Partial<Record<string & keyof F, ItemList>>>
}

export function objectKind<F extends Fields>(declaration: KindDeclaration<F>): ObjectKind<F> {
  const keyFields = declaration.key.map(name => [name, { ...declaration.fields[name], fixed: true } as Field])
  const builtIn = declaration.builtIn ?? (declaration.key.length === 0 ? [{}] : [])
  return {
    ...declaration,
    plural: declaration.plural ?? `${declaration.name}s`,
    items: (declaration.items ?? {}) as Readonly<Record<string, ItemList>>,
    fields: { ...declaration.fields, ...Object.fromEntries(keyFields) } as F,
    builtIn: builtIn.map(said => ({ ...initialValues(declaration.fields), ...said })),
  }
}

/** Every field as it is when nobody says anything about it. */
function initialValues<F extends Fields>(fields: F): ValuesOf<F> {
  const values = Object.entries(fields).map(([name, field]) => [name, field.initial ?? null] as const)
  return Object.fromEntries(values) as ValuesOf<F>
}

/** The values of the objects of a kind: `ObjectOf<typeof queue>`. */
export type ObjectOf<K> = K extends ObjectKind<infer F> ? ValuesOf<F> : never

/** What the single object of a kind without key fields is called. */
export const singleKey = 'general'

export const keyOf = (kind: Pick<ObjectKind, 'key'>, value: Readonly<Record<string, unknown>>): string =>
  kind.key.length === 0 ? singleKey : kind.key.map(name => String(value[name])).join('@')

export const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
