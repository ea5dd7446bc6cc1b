/**
 * What a field of a configured object may hold. A shape is data: the same declaration checks commands, types the GraphQL inputs,
 * writes and reads the YAML document, finds references and prints the documentation.
 */
export type Shape =
  | TextShape
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'decimal'; readonly min: number; readonly max: number }
  | { readonly type: 'flag' }
  | { readonly type: 'choice'; readonly name: string; readonly of: readonly string[] }
  /** The key of another configured object, which must exist and may not be removed while it is referred to. */
  | { readonly type: 'reference'; readonly to: string }
  /** A password or PIN. It is sealed when a command is decided, stored sealed, and shown to nobody. */
  | { readonly type: 'secret'; readonly format: TextFormat }
  | { readonly type: 'list'; readonly of: Shape; readonly unique: boolean; readonly max: number }
  | { readonly type: 'group'; readonly name: string; readonly fields: Fields }
  /** Exactly one of several, as an object with one key: `{ queue: { queue: 'sales' } }`. */
  | { readonly type: 'variant'; readonly name: string; readonly cases: Readonly<Record<string, Fields>> }

/** What a text must look like. `rule` is the stable name in a rejection, `means` completes "must be ...". */
export interface TextFormat {
  readonly rule: string
  readonly pattern: RegExp
  readonly means: string
  /** Of a secret: what a good one looks like. One that does not is accepted with a warning. */
  readonly strong?: { readonly is: (plain: string) => boolean; readonly means: string }
  /** The object that such a text may name. It need not be there, but is not removed while it is named, e.g. a sound file. */
  readonly mayName?: (text: string) => { readonly to: string; readonly key: string } | undefined
}

interface TextShape {
  readonly type: 'text'
  readonly format: TextFormat
  readonly max: number
}

export type Fields = Readonly<Record<string, Field>>

/** A field with its place in an object: what it means, and what it is when a command leaves it out. */
export interface Field<T = unknown> {
  readonly shape: Shape
  /** For people: meaning, unit, and where the rule comes from. */
  readonly description: string
  /** May be null: unset. Then a command that leaves it out leaves it null. */
  readonly nullable: boolean
  /** What it is when the defining command leaves it out. Without it (and not nullable) the command must say it. */
  readonly initial?: T
  /** Cannot be changed once the object exists, e.g. a queue's name. */
  readonly fixed: boolean
  /** Only for the compiler: the type of the values. */
  readonly value?: T
}

type ValueOf<F> = F extends Field<infer T> ? T : never
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> }
export type VariantOf<C extends Readonly<Record<string, Fields>>> = {
  [K in keyof C]: { readonly [P in K]: ValuesOf<C[K]> }
}[keyof C]

const field = <T>(shape: Shape, description: string): Field<T> => ({
  shape,
  description,
  nullable: false,
  fixed: false,
})

/** Any text of one line. No control character can end a line of a file or start another. */
const line: TextFormat = {
  rule: 'oneLine',
  pattern: /^[^\p{Cc}\u2028\u2029]*$/u,
  means: 'text of one line without control characters',
}
/** Several lines: line feeds and tabs are text, other control characters are not. */
export const paragraph: TextFormat = {
  rule: 'text',
  pattern: /^(?:[^\p{Cc}\u2028\u2029]|[\n\t])*$/u,
  means: 'text without control characters other than line feeds and tabs',
}

export const text = (description: string, options: { max?: number; format?: TextFormat } = {}): Field<string> =>
  field({ type: 'text', format: options.format ?? line, max: options.max ?? 128 }, description)

export const integer = (description: string, [min, max]: readonly [number, number]): Field<number> =>
  field({ type: 'integer', min, max }, description)

export const decimal = (description: string, [min, max]: readonly [number, number]): Field<number> =>
  field({ type: 'decimal', min, max }, description)

export const flag = (description: string, initial: boolean): Field<boolean> => ({
  ...field<boolean>({ type: 'flag' }, description),
  initial,
})

/** `name` is the enumeration's name in GraphQL, where the values are in capitals. */
export const choice = <const V extends string>(description: string, name: string, of: readonly V[]): Field<V> =>
  field({ type: 'choice', name, of }, description)

export const reference = (description: string, to: string): Field<string> =>
  field({ type: 'reference', to }, description)

/** A secret as events hold it. Who has the key can open it; equal secrets of one field have equal seals. */
export interface Sealed {
  readonly sealed: string
}

export const secret = (description: string, format: TextFormat = line): Field<Sealed> =>
  field({ type: 'secret', format }, description)

/** In the order given; empty when the command leaves it out. */
export const list = <T>(of: Field<T>, options: { unique?: boolean; max?: number } = {}): Field<readonly T[]> => ({
  ...field<readonly T[]>(
    { type: 'list', of: of.shape, unique: options.unique ?? false, max: options.max ?? 10_000 },
    of.description,
  ),
  initial: [],
})

/** `name` is the group's name in GraphQL. */
export const group = <F extends Fields>(description: string, name: string, fields: F): Field<ValuesOf<F>> =>
  field({ type: 'group', name, fields }, description)

export const variant = <C extends Readonly<Record<string, Fields>>>(
  description: string,
  name: string,
  cases: C,
): Field<VariantOf<C>> => field({ type: 'variant', name, cases }, description)

export const optional = <T>(of: Field<T>): Field<T | null> => ({ ...of, nullable: true, initial: null })
export const initially = <T>(of: Field<T>, initial: T): Field<T> => ({ ...of, initial })
