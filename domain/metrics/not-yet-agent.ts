import { figuresOf } from './definition.ts'

const { declared } = figuresOf('agent')

/** Figures of agents whose meaning is settled, but that have no value yet: each says what it waits for. */
export const notYetOfAgents = [
  declared({
    name: 'averageStaffed',
    label: { en: 'Average staff', fr: 'Effectif moyen' },
    description: {
      en: 'Agents logged in at once, averaged over time.',
      fr: "Nombre d'agents connectés en même temps, en moyenne sur la durée.",
    },
    unit: 'count',
    formula: 'sum of login time / length of the interval',
    availability: 'not computed yet',
    source: 'products-and-metrics 2.3 #53',
  }),
  declared({
    name: 'payableSeconds',
    label: { en: 'Payable time', fr: 'Temps payable' },
    description: {
      en: 'Login time without the pauses whose reason is not paid.',
      fr: "Temps de connexion hors pauses dont le motif n'est pas payé.",
    },
    unit: 'seconds',
    formula: 'login - pauses with an unpaid reason',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #49',
    traps: ['Independent of what is billable to a client.'],
  }),
  declared({
    name: 'billableSeconds',
    label: { en: 'Billable time', fr: 'Temps facturable' },
    description: {
      en: 'Time of calls and pauses that a client is charged for.',
      fr: 'Temps des appels et des pauses facturés à un client.',
    },
    unit: 'seconds',
    formula: 'billable calls + pauses with a billable reason',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #50',
    traps: ['Independent of what is payable to the agent.'],
  }),
  declared({
    name: 'ringsCancelled',
    label: { en: 'Rings cancelled', fr: 'Sonneries annulées' },
    description: {
      en: "Times that the agent's telephone stopped ringing because the call was taken elsewhere or given up.",
      fr: "Fois où le poste de l'agent a cessé de sonner parce que l'appel a été pris ailleurs ou abandonné.",
    },
    unit: 'count',
    formula: 'RINGCANCELED rows',
    availability: 'not computed yet',
    source: 'products-and-metrics 2.3 #31',
    traps: ['Asterisk 15 and later only.'],
  }),
  declared({
    name: 'utilisation',
    label: { en: 'Utilisation', fr: "Taux d'utilisation" },
    description: {
      en: 'Share of the paid time in which the agent worked on calls or was ready for them.',
      fr: "Part du temps payé pendant lequel l'agent traitait des appels ou était disponible.",
    },
    unit: 'ratio',
    formula: '(handle time + ready) / paid time',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #55',
    traps: ['Often used as another word for occupancy.'],
  }),
  declared({
    name: 'shrinkage',
    label: { en: 'Shrinkage', fr: 'Taux de déperdition' },
    description: {
      en: 'Share of the paid time in which the agent was not there for calls.',
      fr: "Part du temps payé pendant lequel l'agent n'était pas disponible pour les appels.",
    },
    unit: 'ratio',
    formula: '1 - time available for work / paid time',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #56',
  }),
  declared({
    name: 'adherence',
    label: { en: 'Adherence', fr: 'Adhérence au planning' },
    description: {
      en: 'Share of the scheduled time in which the agent was in the state that the schedule expects.',
      fr: "Part du temps planifié pendant lequel l'agent était dans l'état prévu au planning.",
    },
    unit: 'ratio',
    formula: 'minutes in the expected state / scheduled minutes',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #57',
  }),
  declared({
    name: 'conformance',
    label: { en: 'Conformance', fr: 'Conformité au planning' },
    description: {
      en: 'Time worked compared with time scheduled, whenever it was worked.',
      fr: 'Temps travaillé rapporté au temps planifié, quel que soit le moment.',
    },
    unit: 'ratio',
    formula: 'worked time / scheduled time',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #58',
    traps: ['Total times only: who works at the wrong hours conforms and does not adhere.'],
  }),
  declared({
    name: 'nonProductiveSeconds',
    label: { en: 'Non-productive time', fr: 'Temps non productif' },
    description: {
      en: 'Time in pauses whose reason the call center has declared non-productive.',
      fr: 'Temps des pauses dont le motif est déclaré non productif.',
    },
    unit: 'seconds',
    formula: 'pauses with a non-productive reason',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #52',
  }),
  declared({
    name: 'contactHandleSeconds',
    label: { en: 'Contact handle time', fr: 'Durée de traitement du contact' },
    description: {
      en: 'Handle time with the work on the contact that the agent did in other states.',
      fr: "Durée de traitement, y compris le travail sur le contact effectué dans d'autres états.",
    },
    unit: 'seconds',
    formula: 'handle time + time in custom states for the contact',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #38',
  }),
  declared({
    name: 'qualityScore',
    label: { en: 'Quality score', fr: 'Note de qualité' },
    description: {
      en: 'Weighted marks of the evaluation forms of the calls.',
      fr: "Notes pondérées des grilles d'évaluation des appels.",
    },
    unit: 'ratio',
    formula: 'sum(weight x mark) / sum(weight), 0 after a fatal mark',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #66',
    traps: ['By the date of the call, not of the form.'],
  }),
  declared({
    name: 'conversionRate',
    label: { en: 'Conversion rate', fr: 'Taux de conversion' },
    description: {
      en: 'Share of the handled calls whose outcome counts as success.',
      fr: 'Part des appels traités dont la qualification compte comme succès.',
    },
    unit: 'ratio',
    formula: 'calls with a successful outcome / handled calls',
    availability: 'needs configuration',
    source: 'products-and-metrics 2.3 #67',
  }),
]
