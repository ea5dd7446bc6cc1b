import { figuresOf, type Text } from './definition.ts'

const { count, computed } = figuresOf('queue')

const printedIn = ['xivo_stats.stat_queue_periodic']

const refusal = (
  name: string,
  of: Parameters<typeof count>[0]['of'],
  formula: string,
  label: Text,
  description: Text,
) =>
  count({
    name,
    label,
    description,
    of,
    formula,
    source: 'contact-center 5.7',
    printedIn,
    traps: [
      'Not part of total. Belongs to the interval of the refusal. Stock Asterisk writes no row for it (C-32): 0 unless the PBX does.',
    ],
  })

/** The columns of stat_queue_periodic, under the names of the original database; answered and abandoned stand elsewhere. */
export const queuePeriodicTable = [
  computed({
    name: 'time',
    label: { en: 'Interval', fr: 'Intervalle' },
    description: {
      en: 'Start of the interval of 15 minutes, local time of the site.',
      fr: "Début de l'intervalle de 15 minutes, heure locale du site.",
    },
    unit: 'instant',
    formula: 'key of the row',
    compute: null,
    source: 'contact-center 5.7, 5.9, C-01',
    printedIn: [...printedIn, 'xivo_stats.stat_queue_specific'],
  }),
  computed({
    name: 'queue',
    label: { en: 'Queue', fr: 'File' },
    description: { en: 'Technical name of the queue.', fr: 'Nom technique de la file.' },
    unit: 'text',
    formula: 'key of the row',
    compute: null,
    source: 'contact-center 5.7',
    printedIn,
  }),
  count({
    name: 'total',
    label: { en: 'Received on the queue', fr: 'Reçus sur la file' },
    description: {
      en: 'Calls that entered the queue, without those refused before.',
      fr: 'Appels entrés dans la file, hors appels écartés avant.',
    },
    of: 'offered',
    source: 'contact-center 5.7',
    printedIn,
    traps: ['total = answered + abandoned + leaveempty + timeout + those that left otherwise or still wait.'],
  }),
  refusal(
    'full',
    'refusedFull',
    'rows FULL',
    { en: 'Queue full', fr: 'File pleine' },
    {
      en: 'Calls that came to a full queue and did not enter.',
      fr: 'Appels arrivés sur une file pleine, sans entrée.',
    },
  ),
  refusal(
    'closed',
    'refusedClosed',
    'rows CLOSED',
    { en: 'Closed', fr: 'File fermée' },
    {
      en: 'Calls that came outside of the opening hours.',
      fr: "Appels arrivés hors des heures d'ouverture.",
    },
  ),
  refusal(
    'joinempty',
    'refusedJoinEmpty',
    'rows JOINEMPTY',
    { en: 'No agent at entry', fr: "Sans agent à l'entrée" },
    {
      en: 'Calls that came to a queue without agents and did not enter.',
      fr: 'Appels arrivés sur une file sans agents, sans entrée.',
    },
  ),
  refusal(
    'divert_ca_ratio',
    'refusedDivertRatio',
    'rows DIVERT_CA_RATIO',
    { en: 'Diverted: ratio', fr: 'Déviés : ratio' },
    {
      en: 'Calls diverted because there were too many calls for the agents.',
      fr: "Appels déviés parce qu'il y avait trop d'appels pour les agents.",
    },
  ),
  refusal(
    'divert_waittime',
    'refusedDivertWait',
    'rows DIVERT_HOLDTIME',
    { en: 'Diverted: wait', fr: 'Déviés : attente' },
    {
      en: 'Calls diverted because the estimated wait was too long.',
      fr: "Appels déviés parce que l'attente estimée était trop longue.",
    },
  ),
  count({
    name: 'leaveempty',
    label: { en: 'Sent away: queue empty', fr: 'Sortis : file vidée' },
    description: {
      en: 'Calls that were sent away because the queue had no more agents.',
      fr: "Appels sortis parce que la file n'avait plus d'agents.",
    },
    of: 'exitedEmpty',
    source: 'contact-center 5.7',
    printedIn,
  }),
  count({
    name: 'timeout',
    label: { en: 'Timed out', fr: 'Expirés' },
    description: {
      en: 'Calls that were sent away at the maximum waiting time.',
      fr: "Appels sortis au temps d'attente maximal.",
    },
    of: 'timedOut',
    source: 'contact-center 5.7',
    printedIn,
  }),
]
