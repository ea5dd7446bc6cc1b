import { figuresOf } from './definition.ts'

const { count, share, computed } = figuresOf('queue')

const printedIn = ['QueueStatistics']

/** Of shares of the offered: by EVENT and END offered counts at the entry, what became of it later (products-and-metrics 2.1). */
export const cameBefore =
  'By EVENT and END offered counts where callers came, the rest where they left: shares may pass 1. By ARRIVAL both are the same callers.'

/** Callers who gave up. */
export const abandonment = [
  count({
    name: 'abandoned',
    label: { en: 'Abandoned', fr: 'Abandonnés' },
    description: {
      en: 'Visits that the caller ended by hanging up while waiting.',
      fr: "Visites terminées par le raccroché de l'appelant pendant l'attente.",
    },
    of: 'abandoned',
    formula: 'visits that end with ABANDON',
    source: 'products-and-metrics 2.3 #6, contact-center 5.7',
    printedIn: [...printedIn, 'xivo_stats.stat_queue_periodic'],
    traps: [
      "Asterisk's own counter adds timeouts, empty exits, withdrawals and codec failures.",
      'Who hangs up while a telephone rings has abandoned too: ABANDON with the name of an agent.',
    ],
  }),
  count({
    name: 'shortAbandoned',
    label: { en: 'Short abandons', fr: 'Abandons courts' },
    description: {
      en: 'Abandoned visits that waited no longer than the limit of short abandons.',
      fr: "Abandons dont l'attente n'a pas dépassé la limite des abandons courts.",
    },
    of: 'shortAbandoned',
    formula: 'abandoned with wait <= s',
    source: 'products-and-metrics 2.3 #7',
    printedIn,
    traps: [
      'Part of abandoned. The limit s (5 seconds unless the queue has another) is the one in force at the entry.',
    ],
  }),
  share({
    name: 'answerRate',
    label: { en: 'Answer rate', fr: 'Taux de réponse' },
    description: {
      en: 'Share of the offered visits that were answered.',
      fr: 'Part des visites offertes qui ont été prises en charge.',
    },
    of: 'answered',
    among: 'offered',
    source: 'products-and-metrics 2.3 #15, contact-center 6.2, 6.3',
    printedIn,
    aliases: ['acceptance', 'accepted ratio'],
    traps: ['Wazo divides by received - closed, which includes other refused calls.', cameBefore],
  }),
  share({
    name: 'abandonRate',
    label: { en: 'Abandon rate', fr: "Taux d'abandon" },
    description: {
      en: 'Share of the offered visits that were abandoned.',
      fr: 'Part des visites offertes qui ont été abandonnées.',
    },
    of: 'abandoned',
    among: 'offered',
    source: 'products-and-metrics 2.3 #16',
    printedIn,
    traps: ['A visit that left on timeout is not an abandon, although Asterisk counts it as one.', cameBefore],
  }),
  share({
    name: 'adjustedAbandonRate',
    label: { en: 'Abandon rate without short abandons', fr: "Taux d'abandon hors abandons courts" },
    description: {
      en: 'Abandon rate as if those who hung up at once had never called.',
      fr: "Taux d'abandon comme si ceux qui raccrochent aussitôt n'avaient pas appelé.",
    },
    of: ['abandoned', '-shortAbandoned'],
    among: ['offered', '-shortAbandoned'],
    source: 'products-and-metrics 2.3 #17',
    traps: ['Short abandons leave both numerator and denominator.', cameBefore],
  }),
  computed({
    name: 'answeredWithin',
    label: { en: 'Answered within', fr: 'Répondus en moins de' },
    description: {
      en: 'Answered visits that waited at most the given seconds.',
      fr: "Visites prises en charge après une attente d'au plus le nombre de secondes donné.",
    },
    unit: 'count',
    formula: 'answered with wait <= seconds',
    compute: null,
    source: 'products-and-metrics 2.3 #25',
    printedIn,
    traps: ['Exact for whole seconds; a fraction is cut, 2.7 asks for wait <= 2.'],
  }),
  computed({
    name: 'abandonedWithin',
    label: { en: 'Abandoned within', fr: 'Abandonnés en moins de' },
    description: {
      en: 'Abandoned visits that waited at most the given seconds.',
      fr: "Visites abandonnées après une attente d'au plus le nombre de secondes donné.",
    },
    unit: 'count',
    formula: 'abandoned with wait <= seconds',
    compute: null,
    source: 'products-and-metrics 2.3 #25',
    printedIn,
    traps: ['Exact for whole seconds; a fraction is cut, 2.7 asks for wait <= 2.'],
  }),
]
