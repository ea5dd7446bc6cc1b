import { figuresOf } from './definition.ts'

const { declared } = figuresOf('queue')

/** Figures of queues whose meaning is settled, but that have no value yet: each says what it waits for. */
export const notYetOfQueues = [
  declared({
    name: 'uniqueContacts',
    label: { en: 'Unique contacts', fr: 'Contacts uniques' },
    description: {
      en: 'Callers counted once, however many queues and transfers their call went through.',
      fr: 'Appelants comptés une fois, quel que soit le nombre de files et de transferts.',
    },
    unit: 'count',
    formula: 'distinct linkedid lineage with its re-entries',
    availability: 'needs CEL or AMI',
    source: 'products-and-metrics 2.3 #4',
    traps: ['queue_log knows callids only; a transfer may begin a new one.'],
  }),
  declared({
    name: 'transferredIn',
    label: { en: 'Transfers in', fr: 'Transferts reçus' },
    description: {
      en: 'Visits that a transfer brought into the queue.',
      fr: 'Visites amenées dans la file par un transfert.',
    },
    unit: 'count',
    formula: 'visits whose cause is a transfer',
    availability: 'needs CEL or AMI',
    source: 'products-and-metrics 2.3 #41',
    traps: ['To be counted once and linked to the visit that it came from.'],
  }),
  declared({
    name: 'averageQueueLength',
    label: { en: 'Average queue length', fr: 'Longueur moyenne de la file' },
    description: {
      en: 'Callers waiting at once, averaged over time.',
      fr: "Nombre d'appelants en attente simultanée, en moyenne sur la durée.",
    },
    unit: 'count',
    formula: 'time integral of waiting callers / length of the interval',
    availability: 'not computed yet',
    source: 'products-and-metrics 2.3 #26',
    traps: ['Products that sample the length every few minutes miss short queues.'],
  }),
  declared({
    name: 'repeatCallerRate',
    label: { en: 'Repeat callers', fr: 'Appels répétés' },
    description: {
      en: 'Share of the callers whose number calls again within a stated number of days.',
      fr: 'Part des appelants dont le numéro rappelle dans un délai indiqué en jours.',
    },
    unit: 'ratio',
    formula: 'callers who call again within N days / callers',
    availability: 'not computed yet',
    source: 'products-and-metrics 2.3 #45',
    traps: ['N must be printed; hidden numbers cannot be recognised.'],
  }),
  declared({
    name: 'recoveredAbandons',
    label: { en: 'Recovered abandons', fr: 'Abandons récupérés' },
    description: {
      en: 'Abandoned callers who were answered when they tried again within a stated number of hours.',
      fr: "Appelants ayant abandonné puis été servis lors d'un nouvel essai dans un délai indiqué en heures.",
    },
    unit: 'count',
    formula: 'abandoned, then answered within N hours',
    availability: 'not computed yet',
    source: 'products-and-metrics 2.3 #46',
    traps: ['N must be printed; hidden numbers cannot be recognised.'],
  }),
  declared({
    name: 'abandonedOnHold',
    label: { en: 'Hung up on hold', fr: 'Raccrochés en garde' },
    description: {
      en: 'Answered calls in which one side hung up while the caller was on hold.',
      fr: "Appels pris en charge où l'un des correspondants a raccroché pendant la mise en garde.",
    },
    unit: 'count',
    formula: 'hang-ups between hold and unhold, by side',
    availability: 'needs CEL or AMI',
    source: 'products-and-metrics 2.3 #44',
  }),
  declared({
    name: 'ringAttempts',
    label: { en: 'Ring attempts', fr: 'Tentatives de sonnerie' },
    description: {
      en: 'Times that a telephone of an agent was called for the queue.',
      fr: "Fois où le poste d'un agent a été appelé pour la file.",
    },
    unit: 'count',
    formula: 'AgentCalled events',
    availability: 'needs CEL or AMI',
    source: 'products-and-metrics 2.3 #28',
  }),
  declared({
    name: 'consultSeconds',
    label: { en: 'Consult time', fr: 'Durée de consultation' },
    description: {
      en: 'Time that agents talked to a third person before they completed a transfer.',
      fr: "Temps de conversation des agents avec un tiers avant d'achever un transfert.",
    },
    unit: 'seconds',
    formula: 'talk of the second leg before completion',
    availability: 'needs CEL or AMI',
    source: 'products-and-metrics 2.3 #39',
    traps: ['Not part of handle time: shown apart.'],
  }),
  declared({
    name: 'concurrentCalls',
    label: { en: 'Peak of simultaneous calls', fr: "Pic d'appels simultanés" },
    description: {
      en: 'Largest number of calls at the same time, by trunk.',
      fr: "Plus grand nombre d'appels simultanés, par faisceau.",
    },
    unit: 'count',
    formula: 'maximum of channels in use at once',
    availability: 'needs CEL or AMI',
    source: 'products-and-metrics 2.3 #60',
  }),
  declared({
    name: 'menuContainment',
    label: { en: 'Menu containment', fr: 'Appels traités par le menu vocal' },
    description: {
      en: 'Share of the presented calls that ended in the voice menu.',
      fr: 'Part des appels présentés qui se sont terminés dans le menu vocal.',
    },
    unit: 'ratio',
    formula: 'calls that ended in the menu / presented',
    availability: 'needs CEL or AMI',
    source: 'products-and-metrics 2.3 #68',
  }),
  declared({
    name: 'offeredLoad',
    label: { en: 'Offered load', fr: 'Charge offerte' },
    description: {
      en: 'Traffic in erlangs: how many agents the calls would keep busy without any pause.',
      fr: "Trafic en erlangs : nombre d'agents que les appels occuperaient sans interruption.",
    },
    unit: 'count',
    formula: 'A = calls x averageHandleSeconds / length of the interval',
    availability: 'not computed yet',
    source: 'products-and-metrics 2.3 #61',
    traps: [
      'Input of Erlang C (#62), which overstaffs because nobody abandons in it, and of Erlang A (#63), which needs a patience.',
    ],
  }),
  declared({
    name: 'forecastError',
    label: { en: 'Forecast error', fr: 'Erreur de prévision' },
    description: {
      en: 'How far forecast and actual calls lie apart, weighted by the calls.',
      fr: 'Écart entre appels prévus et réels, pondéré par les appels.',
    },
    unit: 'ratio',
    formula: 'WAPE = sum(abs(forecast - actual)) / sum(actual)',
    availability: 'not computed yet',
    source: 'products-and-metrics 2.3 #65',
    traps: ['Not the mean of percentages of intervals.'],
  }),
]
