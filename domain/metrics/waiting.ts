import { cameBefore } from './abandonment.ts'
import { figuresOf } from './definition.ts'

const { duration, mean, share, computed } = figuresOf('queue')

const printedIn = ['QueueStatistics']

/** How long callers waited. */
export const waiting = [
  duration({
    name: 'waitSecondsOfAnswered',
    label: { en: 'Wait of the answered', fr: 'Attente des appels répondus' },
    description: {
      en: 'Time from entry to answer, added up over the answered visits.',
      fr: "Temps de l'entrée à la réponse, cumulé sur les visites prises en charge.",
    },
    of: 'waitOfAnswered',
    formula: 'sum(answeredAt - enteredAt) over answered',
    source: 'products-and-metrics 2.1',
    printedIn,
  }),
  duration({
    name: 'waitSecondsOfAbandoned',
    label: { en: 'Wait of the abandoned', fr: 'Attente des appels abandonnés' },
    description: {
      en: 'Time from entry to hang-up, added up over the abandoned visits.',
      fr: "Temps de l'entrée au raccroché, cumulé sur les visites abandonnées.",
    },
    of: 'waitOfAbandoned',
    formula: 'sum(leftAt - enteredAt) over abandoned',
    source: 'products-and-metrics 2.1',
    printedIn,
  }),
  duration({
    name: 'maxWaitSeconds',
    label: { en: 'Longest wait', fr: 'Attente maximale' },
    description: {
      en: 'Longest wait of any visit, however it ended; absent when there was none.',
      fr: "Plus longue attente d'une visite, quelle que soit sa fin ; absente s'il n'y en a pas eu.",
    },
    of: 'maxWait',
    formula: 'max(leftAt - enteredAt) over all closed visits',
    source: 'products-and-metrics 2.3 #22',
    printedIn,
    traps: ['Includes abandons and timeouts, not only answered calls.'],
  }),
  mean({
    name: 'averageSpeedOfAnswerSeconds',
    label: { en: 'Average speed of answer', fr: 'Délai moyen de réponse' },
    description: {
      en: 'Average wait of the answered visits.',
      fr: 'Attente moyenne des visites prises en charge.',
    },
    of: 'waitOfAnswered',
    per: 'answered',
    source: 'products-and-metrics 2.3 #19',
    printedIn,
    aliases: ['ASA'],
    traps: [
      'Flatters where many give up: their waits are not in it.',
      'The clock stops at CONNECT, which Asterisk writes after the announcement to the agent and after memberdelay.',
    ],
  }),
  mean({
    name: 'averageWaitSeconds',
    label: { en: 'Average wait of all closed visits', fr: 'Attente moyenne de toutes les visites closes' },
    description: {
      en: 'Average wait of every visit that has ended, whatever the end was.',
      fr: 'Attente moyenne de toutes les visites terminées, quelle que soit leur fin.',
    },
    of: 'waitOfAll',
    per: [
      'answered',
      'abandoned',
      'timedOut',
      'exitedWithKey',
      'exitedEmpty',
      'withdrawn',
      'callbackRequested',
      'lostBySystem',
    ],
    source: 'products-and-metrics 2.3 #20',
    aliases: ['AWT'],
    traps: [
      'Products swap the names of this and the average speed of answer.',
      'The divisor is offered - open by ARRIVAL only: by EVENT and END those who came before the interval leave in it.',
    ],
  }),
  mean({
    name: 'averageAbandonSeconds',
    label: { en: 'Average wait of the abandoned', fr: 'Attente moyenne avant abandon' },
    description: {
      en: 'How long those who gave up had waited on average.',
      fr: "Durée moyenne d'attente de ceux qui ont abandonné.",
    },
    of: 'waitOfAbandoned',
    per: 'abandoned',
    source: 'products-and-metrics 2.3 #21',
  }),
  mean({
    name: 'meanResponseDelaySeconds',
    label: { en: 'Mean response delay', fr: 'Délai moyen de réponse par appel présenté' },
    description: {
      en: 'Wait of the answered visits divided by all offered ones, as the original reports print it.',
      fr: 'Attente des visites prises en charge divisée par toutes les visites offertes, comme dans les rapports originaux.',
    },
    of: 'waitOfAnswered',
    per: 'offered',
    source: 'contact-center 6.2, 6.3',
    traps: [
      'Not the average speed of answer: the denominator has calls that nobody answered, so it is lower.',
      cameBefore,
    ],
  }),
  computed({
    name: 'waitPercentileSeconds',
    label: { en: 'Wait percentile', fr: "Percentile d'attente" },
    description: {
      en: 'Wait that the given per cent of the answered visits did not exceed.',
      fr: "Attente que le pourcentage donné des visites prises en charge n'a pas dépassée.",
    },
    unit: 'seconds',
    formula: 'nearest rank in the histogram of waits, rounded up to a whole second',
    compute: null,
    source: 'products-and-metrics 2.1',
    printedIn,
    traps: [
      'percentile goes from 0 to 100: 90, not 0.9. Percentiles of intervals cannot be averaged; ask for the whole period.',
    ],
  }),
  share({
    name: 'qualityOfServiceT1',
    label: { en: 'Quality of service (t1)', fr: 'Qualité de service (t1)' },
    description: {
      en: 'Share of the answered calls that were answered in less than t1 seconds.',
      fr: 'Part des appels pris en charge qui ont été pris en moins de t1 secondes.',
    },
    of: 'answeredBeforeT1',
    among: 'answered',
    source: 'contact-center 6.3, G-16',
    aliases: ['QoS', 'quality_of_service'],
    traps: ['Looks at answered calls only and so hides abandons; wait < t1, not <=. Compare with SL2.'],
  }),
]
