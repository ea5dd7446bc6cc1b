import { figuresOf, type Text, type Unit } from './definition.ts'

const { count, duration, computed, declared } = figuresOf('live agent')

const daily = 'Back to 0 at midnight of the site; the state that goes on is counted up to now (L-18).'

const ofQueues = 'Calls of queues only: queue_log knows no others.'

const withCel = (name: string, unit: Unit, formula: string, label: Text, description: Text, trap?: string) =>
  declared({
    name,
    label,
    description,
    unit,
    formula,
    availability: 'needs CEL or AMI',
    source: 'contact-center 8.4, C-12',
    traps: [daily, ...(trap === undefined ? [] : [trap])],
  })

const absentWithoutCalls = 'Absent when there was no inbound call.'

/** The daily counters of the original, under its names. */
export const liveAgentCounters = [
  duration({
    name: 'PausedTime',
    label: { en: 'Paused', fr: 'En pause' },
    description: { en: 'Time paused today.', fr: "Temps de pause aujourd'hui." },
    of: 'pause',
    source: 'contact-center 8.4, C-11',
    aliases: ['AgentPausedTotalTime'],
    traps: [daily],
  }),
  duration({
    name: 'WrapupTime',
    label: { en: 'Wrap-up', fr: 'Post-appel' },
    description: { en: 'Time in wrap-up today.', fr: "Temps de post-appel aujourd'hui." },
    of: 'wrapUp',
    source: 'contact-center 8.4, C-11',
    aliases: ['AgentWrapupTotalTime'],
    traps: [daily],
  }),
  duration({
    name: 'ReadyTime',
    label: { en: 'Ready', fr: 'Disponible' },
    description: { en: 'Time waiting for calls today.', fr: "Temps d'attente d'appels aujourd'hui." },
    of: 'ready',
    source: 'contact-center 8.4, C-11',
    aliases: ['AgentReadyTotalTime'],
    traps: [daily],
  }),
  count({
    name: 'InbAcdCalls',
    label: { en: 'Inbound, queues', fr: 'Entrants, files' },
    description: { en: 'Calls of queues presented today.', fr: "Appels de files présentés aujourd'hui." },
    of: ['answered', 'missed'],
    source: 'contact-center 8.4',
    traps: [daily, ofQueues],
  }),
  duration({
    name: 'InbAcdCallTime',
    label: { en: 'Time of inbound calls, queues', fr: 'Durée des entrants, files' },
    description: {
      en: 'Time talked in calls of queues today.',
      fr: "Conversation dans les appels de files aujourd'hui.",
    },
    of: 'talking',
    source: 'contact-center 8.4, C-12',
    traps: [daily],
  }),
  count({
    name: 'InbAnsAcdCalls',
    label: { en: 'Answered, queues', fr: 'Répondus, files' },
    description: { en: 'Calls of queues taken today.', fr: "Appels de files pris aujourd'hui." },
    of: 'answered',
    source: 'contact-center 8.4',
    traps: [daily],
  }),
  count({
    name: 'InbUnansAcdCalls',
    label: { en: 'Unanswered, queues', fr: 'Sans réponse, files' },
    description: {
      en: 'Calls of queues presented and not taken today.',
      fr: "Appels de files présentés et non pris aujourd'hui.",
    },
    of: 'missed',
    source: 'contact-center 8.4',
    traps: [daily],
  }),
  computed({
    name: 'InbPercUnansAcdCalls',
    label: { en: 'Unanswered, queues (%)', fr: 'Sans réponse, files (%)' },
    description: {
      en: 'Share of the presented calls of queues that were not taken today.',
      fr: "Part des appels de files présentés non pris aujourd'hui.",
    },
    unit: 'percent',
    formula: 'missed / (answered + missed) x 100',
    reads: ['answered', 'missed'],
    compute: f => (f.answered + f.missed > 0 ? (f.missed / (f.answered + f.missed)) * 100 : null),
    source: 'contact-center 8.4',
    traps: [daily, absentWithoutCalls],
  }),
  computed({
    name: 'InbAverAcdCallTime',
    label: { en: 'Average call, queues', fr: 'Durée moyenne, files' },
    description: {
      en: 'Average time talked in a call of a queue today.',
      fr: "Durée moyenne d'un appel de file aujourd'hui.",
    },
    unit: 'seconds',
    formula: 'talkingSeconds / answered',
    reads: ['answered', 'talking'],
    compute: f => (f.answered > 0 ? f.talking / 1_000_000 / f.answered : null),
    source: 'contact-center 8.4',
    traps: [daily, 'Absent when no call was answered.'],
  }),
  computed({
    name: 'LoginDateTime',
    label: { en: 'Last login', fr: 'Dernière connexion' },
    description: { en: 'When the agent logged in last.', fr: "Dernière connexion de l'agent." },
    unit: 'instant',
    formula: 'instant of the last login',
    compute: null,
    source: 'contact-center 8.4',
    traps: ['Not reset at midnight.'],
  }),
  computed({
    name: 'LogoutDateTime',
    label: { en: 'Last logout', fr: 'Dernière déconnexion' },
    description: { en: 'When the agent logged out last.', fr: "Dernière déconnexion de l'agent." },
    unit: 'instant',
    formula: 'instant of the last logout',
    compute: null,
    source: 'contact-center 8.4',
    traps: ['Not reset at midnight; later than the login only while the agent is logged out.'],
  }),
  computed({
    name: 'PausedTimeByReason',
    label: { en: 'Paused, by reason', fr: 'En pause, par motif' },
    description: {
      en: 'Time paused for one reason today; one value a reason.',
      fr: "Temps de pause par motif aujourd'hui.",
    },
    unit: 'seconds',
    formula: 'pause with this reason',
    compute: null,
    source: 'contact-center 8.4',
    traps: [
      daily,
      'In the original the figure is named after the reason itself, and reasons that pause single queues have none.',
    ],
  }),
  withCel(
    'InbCalls',
    'count',
    'calls received, of any kind',
    { en: 'Inbound', fr: 'Entrants' },
    { en: 'Calls received today.', fr: "Appels reçus aujourd'hui." },
  ),
  withCel(
    'InbCallTime',
    'seconds',
    'talk in received calls',
    { en: 'Time of inbound calls', fr: 'Durée des entrants' },
    { en: 'Time talked in received calls today.', fr: "Conversation dans les appels reçus aujourd'hui." },
  ),
  withCel(
    'InbAnsCalls',
    'count',
    'received calls answered',
    { en: 'Answered', fr: 'Répondus' },
    { en: 'Received calls taken today.', fr: "Appels reçus pris aujourd'hui." },
  ),
  withCel(
    'InbUnansCalls',
    'count',
    'received calls not answered',
    { en: 'Unanswered', fr: 'Sans réponse' },
    { en: 'Received calls not taken today.', fr: "Appels reçus non pris aujourd'hui." },
  ),
  withCel(
    'InbPercUnansCalls',
    'percent',
    'unanswered / inbound x 100',
    { en: 'Unanswered (%)', fr: 'Sans réponse (%)' },
    { en: 'Share of the received calls not taken today.', fr: "Part des appels reçus non pris aujourd'hui." },
    absentWithoutCalls,
  ),
  withCel(
    'InbAverCallTime',
    'seconds',
    'talk in received calls / answered',
    { en: 'Average inbound call', fr: 'Durée moyenne des entrants' },
    { en: 'Average time talked in a received call today.', fr: "Durée moyenne d'un appel reçu aujourd'hui." },
    absentWithoutCalls,
  ),
  withCel(
    'OutCalls',
    'count',
    'calls dialled, internal or external',
    { en: 'Outbound', fr: 'Sortants' },
    { en: 'Calls dialled by the agent today.', fr: "Appels composés par l'agent aujourd'hui." },
  ),
  withCel(
    'OutCallTime',
    'seconds',
    'talk in dialled calls',
    { en: 'Time of outbound calls', fr: 'Durée des sortants' },
    { en: 'Time talked in dialled calls today.', fr: "Conversation dans les appels composés aujourd'hui." },
  ),
]
