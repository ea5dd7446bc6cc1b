import type { LiveAgent, LiveQueue } from './live.ts'
import type { AgentFigures, AgentQueueFigures, QueueFigures } from './figures.ts'

export interface Text {
  readonly en: string
  readonly fr: string
}

/** A ratio is 0..1, a percent 0..100 (and beyond where the source wants it), an instant RFC 3339, text a name. */
export type Unit = 'count' | 'seconds' | 'ratio' | 'percent' | 'per hour' | 'instant' | 'text'

/** What one value of the figure is about, and so what it is computed from. */
interface FiguresOf {
  readonly queue: QueueFigures
  readonly agent: AgentFigures
  readonly 'agent x queue': AgentQueueFigures
  readonly 'live queue': LiveQueue
  readonly 'live agent': LiveAgent
  readonly visit: never
  readonly call: never
}

export type MetricScope = keyof FiguresOf

/**
 * `queue_log`: computed. `calls`: counted in the history of calls, which needs CEL or AMI; 0 without. Everything else is declared so that its meaning is settled, but has no value yet: it needs another
 * source, a decision of the call center (schedules, pay rules, forms), or a query that does not exist yet.
 */
export type Availability = 'queue_log' | 'calls' | 'needs CEL or AMI' | 'needs configuration' | 'not computed yet'

/** What a person must be told about a figure; the rest follows from how it is built. */
interface Wording {
  /** The GraphQL field or the column; unique in its scope. */
  readonly name: string
  readonly label: Text
  /** One plain sentence. */
  readonly description: Text
  /** Section of the specification that it was taken from. */
  readonly source: string
  readonly traps?: readonly string[]
  /** Where it is printed under its name: `xivo_stats.stat_queue_periodic`, `QueueStatistics`, ... */
  readonly printedIn?: readonly string[]
  /** Other spellings of the same figure in the field (contact-center C-11); a search finds it by them. */
  readonly aliases?: readonly string[]
}

export interface DefinitionOf<S extends MetricScope> extends Required<Wording> {
  readonly scope: S
  readonly unit: Unit
  readonly formula: string
  readonly availability: Availability
  /** null: not a function of the sums alone (an argument is missing, or a source). The function gives null without a denominator. */
  readonly compute: ((figures: FiguresOf[S]) => number | null) | null
  /** The sums that it looks at: what a query must read for it. */
  readonly reads: readonly (keyof FiguresOf[S])[]
}

export type MetricDefinition = { [S in MetricScope]: DefinitionOf<S> }[MetricScope]

type NumberKey<F> = { [K in keyof F]: F[K] extends number | null ? K : never }[keyof F] & string

/** Names of sums that are added; those with a minus are subtracted. */
type Terms<F> = NumberKey<F> | readonly (NumberKey<F> | `-${NumberKey<F>}`)[]

const listOf = (terms: string | readonly string[]): readonly string[] => (typeof terms === 'string' ? [terms] : terms)

/** Under which names sums stand in the catalogue that have another one there: lengths, kept in microseconds, shown in seconds. */
const shownAs: Readonly<Record<string, string>> = {
  waitOfAnswered: 'waitSecondsOfAnswered',
  waitOfAbandoned: 'waitSecondsOfAbandoned',
  waitOfAll: 'sum(leftAt - enteredAt)',
  maxWait: 'maxWaitSeconds',
  ring: 'ringSeconds',
  talk: 'talkSeconds',
  hold: 'holdSeconds',
  wrapUp: 'wrapUpSeconds',
  login: 'loginSeconds',
  ready: 'readySeconds',
  pause: 'pauseSeconds',
  ringing: 'ringingSeconds',
  talking: 'talkingSeconds',
  uncertain: 'uncertainSeconds',
  longestWait: 'longestWaitSeconds',
  estimatedWait: 'estimatedWaitSeconds',
  answeredBeforeT1: 'answer_less_t1',
}

const printed = (terms: string | readonly string[]): string =>
  listOf(terms)
    .map((term, index) => {
      const name = term.replace(/^-/, '')
      const sign = term.startsWith('-') ? ' - ' : index > 0 ? ' + ' : ''
      return sign + (shownAs[name] ?? name)
    })
    .join('')

const bracketed = (terms: string | readonly string[]): string =>
  listOf(terms).length > 1 ? `(${printed(terms)})` : printed(terms)

function sumOf(figures: object, terms: string | readonly string[]): number | null {
  const values = figures as Readonly<Record<string, number | null | undefined>>
  let sum = 0
  for (const term of listOf(terms)) {
    const value = values[term.replace(/^-/, '')]
    if (value === null || value === undefined) return null
    sum += term.startsWith('-') ? -value : value
  }
  return sum
}

/**
 * null where there is nothing to divide by: no calls is not 0 % and not 100 % (products-and-metrics 2.1). A difference may be below
 * nothing where its terms belong to other intervals: short abandons of those who were offered before.
 */
export function ratioOf(numerator: number | null, denominator: number | null): number | null {
  return numerator === null || denominator === null || denominator <= 0 ? null : numerator / denominator
}

const microsInSeconds = (micros: number | null): number | null => (micros === null ? null : micros / 1_000_000)

type FunctionOf<F, K> =
  | { readonly compute: (figures: F) => number | null; readonly reads: readonly K[] }
  | { readonly compute: null; readonly reads?: never }

const settled = (wording: Wording): Required<Wording> => ({ traps: [], printedIn: [], aliases: [], ...wording })

/**
 * The ways to build a figure of a scope from its sums. The formula that is printed and the function that computes come from
 * the same names, so they cannot disagree.
 */
export function figuresOf<S extends MetricScope>(scope: S) {
  type F = FiguresOf[S]
  type Compute = (figures: F) => number | null
  const define = (
    wording: Wording,
    unit: Unit,
    formula: string,
    compute: Compute | null,
    reads: readonly (keyof F)[],
  ): DefinitionOf<S> => ({
    ...settled(wording),
    scope,
    unit,
    formula,
    availability: 'queue_log',
    compute,
    reads,
  })
  const terms = (figures: F, names: string | readonly string[]) => sumOf(figures, names)
  const named = (...all: readonly Terms<F>[]) => all.flatMap(listOf).map(term => term.replace(/^-/, '') as NumberKey<F>)

  return {
    /** Whole numbers added up. `formula` says what a sum that is no sum of others counts. */
    count: ({ of, formula = printed(of), ...wording }: Wording & { of: Terms<F>; formula?: string }) =>
      define(wording, 'count', formula, f => terms(f, of), named(of)),

    /** Lengths of time added up, in seconds. */
    duration: ({ of, formula = printed(of), ...wording }: Wording & { of: Terms<F>; formula?: string }) =>
      define(wording, 'seconds', formula, f => microsInSeconds(terms(f, of)), named(of)),

    /** Part of a whole, 0..1: sum over sum, never a mean of shares. */
    share: ({ of, among, ...wording }: Wording & { of: Terms<F>; among: Terms<F> }) =>
      define(
        wording,
        'ratio',
        `${bracketed(of)} / ${bracketed(among)}`,
        f => ratioOf(terms(f, of), terms(f, among)),
        named(of, among),
      ),

    /** A length of time per case, in seconds: sum over sum, never a mean of means. */
    mean: ({ of, per, ...wording }: Wording & { of: Terms<F>; per: Terms<F> }) =>
      define(
        wording,
        'seconds',
        `${bracketed(of)} / ${bracketed(per)}`,
        f => microsInSeconds(ratioOf(terms(f, of), terms(f, per))),
        named(of, per),
      ),

    /** Any other function of the sums, and of no others than it says. */
    computed: <K extends keyof F>({
      unit,
      formula,
      compute,
      reads = [],
      ...wording
    }: Wording & { unit: Unit; formula: string } & FunctionOf<Pick<F, K>, K>) =>
      define(wording, unit, formula, compute, reads),

    /** What is declared but has no value yet. */
    declared: ({
      unit,
      formula,
      availability,
      ...wording
    }: Wording & { unit: Unit; formula: string; availability: Exclude<Availability, 'queue_log'> }) => ({
      ...define(wording, unit, formula, null, []),
      availability,
    }),
  }
}
