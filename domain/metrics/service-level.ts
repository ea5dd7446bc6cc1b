import type { Thresholds } from '../queues/thresholds.ts'
import { figuresOf, ratioOf, type Text } from './definition.ts'
import type { QueueFigures, WaitHistogram } from './figures.ts'
import { countWithin } from './waits.ts'

export type ServiceLevelFormula = 'SL1' | 'SL2' | 'SL3' | 'SL4' | 'SL5' | 'SL6'

export const defaultServiceLevelFormula: ServiceLevelFormula = 'SL6'

export interface ServiceLevel {
  /** 0..1; null when the denominator is 0. */
  readonly ratio: number | null
  readonly numerator: number
  readonly denominator: number
  readonly formula: ServiceLevelFormula
  /** null: each visit was judged by its queue's threshold, and they are not all the same. */
  readonly thresholdSeconds: number | null
}

/**
 * What "in time" means. `inForce`: by the thresholds valid when each visit began, which the figures were counted by; null
 * when they differ within the group. Otherwise one threshold for all, whole seconds (a fraction is cut), with the waits.
 */
type ServiceLevelClock =
  | { readonly inForce: Pick<Thresholds, 'serviceLevelSeconds'> | null }
  | {
      readonly thresholdSeconds: number
      readonly answeredWaits: WaitHistogram
      readonly abandonedWaits: WaitHistogram
    }

interface Judged {
  readonly answered: number
  readonly answeredInTime: number
  readonly abandoned: number
  readonly abandonedInTime: number
  readonly shortAbandoned: number
  /** The queue let them down without an answer: timed out, sent away when it became empty, lost by the system. */
  readonly unserved: number
}

interface Formula {
  readonly text: string
  readonly numerator: (j: Judged) => number
  readonly denominator: (j: Judged) => number
  readonly label: Text
  readonly usedBy: Text
}

/** products-and-metrics 2.2. SL1 to SL5 are others' formulas and know only answered and abandoned; SL6 is ours. */
export const serviceLevelFormulas: Readonly<Record<ServiceLevelFormula, Formula>> = {
  SL1: {
    text: '(answered <= T + abandoned <= T) / (answered + abandoned)',
    numerator: j => j.answeredInTime + j.abandonedInTime,
    denominator: j => j.answered + j.abandoned,
    label: { en: 'Service level, early abandons count as success', fr: 'Niveau de service, abandons précoces réussis' },
    usedBy: {
      en: 'An abandon within the threshold counts as success: Asterisk ServicelevelPerf2, Cisco abandon positive.',
      fr: 'Un abandon dans le délai compte comme réussite : Asterisk ServicelevelPerf2, Cisco « abandon positive ».',
    },
  },
  SL2: {
    text: 'answered <= T / answered',
    numerator: j => j.answeredInTime,
    denominator: j => j.answered,
    label: { en: 'Service level of answered calls', fr: 'Niveau de service des appels répondus' },
    usedBy: {
      en: 'Looks at answered calls only and so hides abandons: Asterisk ServicelevelPerf, Wazo quality of service.',
      fr: 'Ne regarde que les appels répondus et masque donc les abandons : Asterisk ServicelevelPerf, Wazo.',
    },
  },
  SL3: {
    text: 'answered <= T / (answered + abandoned)',
    numerator: j => j.answeredInTime,
    denominator: j => j.answered + j.abandoned,
    label: { en: 'Service level, abandons count as missed', fr: 'Niveau de service, abandons manqués' },
    usedBy: {
      en: 'Every abandon counts as missed: Cisco abandon negative, Vonage.',
      fr: 'Chaque abandon compte comme manqué : Cisco « abandon negative », Vonage.',
    },
  },
  SL4: {
    text: 'answered <= T / (answered + abandoned > T)',
    numerator: j => j.answeredInTime,
    denominator: j => j.answered + j.abandoned - j.abandonedInTime,
    label: { en: 'Service level, early abandons ignored', fr: 'Niveau de service, abandons précoces ignorés' },
    usedBy: {
      en: 'An abandon within the threshold counts nowhere: Cisco abandon ignored, Bright Pattern.',
      fr: 'Un abandon dans le délai ne compte nulle part : Cisco « abandon ignored », Bright Pattern.',
    },
  },
  SL5: {
    text: '(answered <= T + abandoned <= s) / (answered + abandoned)',
    numerator: j => j.answeredInTime + j.shortAbandoned,
    denominator: j => j.answered + j.abandoned,
    label: { en: 'Service level, short abandons count as success', fr: 'Niveau de service, abandons courts réussis' },
    usedBy: {
      en: 'A short abandon counts as success: the fifth formula of ICMI.',
      fr: "Un abandon court compte comme réussite : la cinquième formule de l'ICMI.",
    },
  },
  SL6: {
    text: 'answered <= T / (answered + abandoned - abandoned <= s + timedOut + exitedEmpty + lostBySystem)',
    numerator: j => j.answeredInTime,
    denominator: j => j.answered + j.abandoned - j.shortAbandoned + j.unserved,
    label: { en: 'Service level, short abandons ignored', fr: 'Niveau de service, abandons courts ignorés' },
    usedBy: {
      en: 'Our default: short abandons count nowhere; timeouts, empty exits and system losses count as missed.',
      fr: 'Notre défaut : abandons courts ignorés ; expirations, sorties sur file vide et pertes système manquées.',
    },
  },
}

/** What a service level is computed from, whichever its formula. */
const sumsOfServiceLevel = [
  'answered',
  'answeredInTime',
  'abandoned',
  'abandonedInTime',
  'shortAbandoned',
  'timedOut',
  'exitedEmpty',
  'lostBySystem',
] as const satisfies readonly (keyof QueueFigures)[]

type SumsOfServiceLevel = Pick<QueueFigures, (typeof sumsOfServiceLevel)[number]>

function judge(figures: SumsOfServiceLevel, clock: ServiceLevelClock): Judged {
  const { answered, abandoned, shortAbandoned, answeredInTime, abandonedInTime } = figures
  const unserved = figures.timedOut + figures.exitedEmpty + figures.lostBySystem
  if ('inForce' in clock) return { answered, abandoned, shortAbandoned, answeredInTime, abandonedInTime, unserved }
  return {
    answered,
    abandoned,
    shortAbandoned,
    answeredInTime: countWithin(clock.answeredWaits, clock.thresholdSeconds),
    abandonedInTime: countWithin(clock.abandonedWaits, clock.thresholdSeconds),
    unserved,
  }
}

/** With its counts and its formula, because the ratio alone is comparable with nothing. In time is wait <= T. */
export function serviceLevel(
  formula: ServiceLevelFormula,
  figures: SumsOfServiceLevel,
  clock: ServiceLevelClock,
): ServiceLevel {
  const judged = judge(figures, clock)
  const numerator = serviceLevelFormulas[formula].numerator(judged)
  const denominator = serviceLevelFormulas[formula].denominator(judged)
  const thresholdSeconds =
    'inForce' in clock ? (clock.inForce?.serviceLevelSeconds ?? null) : Math.floor(clock.thresholdSeconds)
  return { ratio: ratioOf(numerator, denominator), numerator, denominator, formula, thresholdSeconds }
}

const { computed } = figuresOf('queue')

const thresholdTraps = [
  'In time is wait <= T; some products use wait < T, and a call at exactly T then counts in no band.',
  'SL1 to SL5 know answered and abandoned calls only: whoever left on timeout or was sent away is in none of them. SL6 counts those as missed.',
  'Visits that left by key, by callback request or withdrawn are outside of every formula.',
  'The clock stops at CONNECT, which Asterisk writes after the announcement to the agent and after memberdelay.',
  'A call that still waits is in no formula, however late it is.',
]

const formulaNames = Object.keys(serviceLevelFormulas) as ServiceLevelFormula[]

/** One definition a formula, by the thresholds in force. */
const ofFormula = (formula: ServiceLevelFormula) => {
  const { label, usedBy, text } = serviceLevelFormulas[formula]
  return computed({
    name: formula,
    label,
    description: usedBy,
    unit: 'ratio',
    formula: text,
    reads: sumsOfServiceLevel,
    compute: figures => serviceLevel(formula, figures, { inForce: null }).ratio,
    source: `products-and-metrics 2.2 ${formula}`,
    printedIn: ['ServiceLevelFormula'],
    traps: thresholdTraps,
  })
}

export const serviceLevels = [
  computed({
    name: 'serviceLevel',
    label: { en: 'Service level', fr: 'Niveau de service' },
    description: {
      en: 'Share of the callers who were answered within the threshold, by the formula that is printed beside it.',
      fr: 'Part des appelants servis dans le délai fixé, selon la formule indiquée à côté.',
    },
    unit: 'ratio',
    formula: `${defaultServiceLevelFormula}: ${serviceLevelFormulas[defaultServiceLevelFormula].text}`,
    reads: sumsOfServiceLevel,
    compute: figures => serviceLevel(defaultServiceLevelFormula, figures, { inForce: null }).ratio,
    source: 'products-and-metrics 2.2, 2.3 #18',
    printedIn: ['QueueStatistics'],
    traps: [
      'Service levels by different formulas or thresholds must not be compared: on one and the same day they differ by five points.',
      ...thresholdTraps,
    ],
  }),
  ...formulaNames.map(ofFormula),
]
