import { figuresOf } from './definition.ts'

const { count, computed } = figuresOf('queue')

const printedIn = ['QueueStatistics']

/** How many came, and how those left who were neither answered nor gave up. */
export const arrivals = [
  computed({
    name: 'presented',
    label: { en: 'Presented', fr: 'Présentés' },
    description: {
      en: 'Calls that were aimed at the queue: those that entered it and those that were refused before.',
      fr: 'Appels destinés à la file : entrés dans la file ou refusés avant.',
    },
    unit: 'count',
    formula: 'offered + refused',
    reads: ['offered', 'refusedFull', 'refusedClosed', 'refusedJoinEmpty', 'refusedDivertRatio', 'refusedDivertWait'],
    compute: f =>
      f.offered + f.refusedFull + f.refusedClosed + f.refusedJoinEmpty + f.refusedDivertRatio + f.refusedDivertWait,
    source: 'contact-center 5.7, products-and-metrics 2.3 #1',
    printedIn,
    traps: [
      'Stock Asterisk writes no row for a refused call: there, presented equals offered. XiVO and Wazo write FULL, CLOSED, JOINEMPTY.',
      'Calls that ended in an announcement or menu before the queue are not in queue_log at all.',
    ],
  }),
  computed({
    name: 'refused',
    label: { en: 'Refused', fr: 'Refusés' },
    description: {
      en: 'Calls that were turned away before they entered the queue, in all or for one reason.',
      fr: "Appels écartés avant l'entrée dans la file, au total ou pour un motif.",
    },
    unit: 'count',
    formula: 'full + closed + joinempty + divert_ca_ratio + divert_waittime',
    reads: ['refusedFull', 'refusedClosed', 'refusedJoinEmpty', 'refusedDivertRatio', 'refusedDivertWait'],
    compute: f => f.refusedFull + f.refusedClosed + f.refusedJoinEmpty + f.refusedDivertRatio + f.refusedDivertWait,
    source: 'contact-center 5.7, products-and-metrics 2.3 #2',
    printedIn,
    traps: ['Outside of offered, so no rate of this catalogue counts them. Stock Asterisk logs nothing for them.'],
  }),
  count({
    name: 'offered',
    label: { en: 'Offered', fr: 'Offerts' },
    description: {
      en: 'Visits: each stay of a call in the queue, from its entry on.',
      fr: "Visites : chaque séjour d'un appel dans la file, à partir de son entrée.",
    },
    of: 'offered',
    formula: 'visits: ENTERQUEUE, or an entry inferred from the end where history is cut',
    source: 'products-and-metrics 2.3 #3',
    printedIn,
    traps: [
      'A call that passes through two queues, or twice through one, is two visits.',
      'offered = answered + abandoned + timedOut + exitedWithKey + exitedEmpty + withdrawn + callbackRequested + lostBySystem + open, always (see reconciliation). By EVENT and END, with those on the left who were open at the start of the interval.',
    ],
  }),
  count({
    name: 'answered',
    label: { en: 'Answered', fr: 'Répondus' },
    description: {
      en: 'Visits that an agent took.',
      fr: 'Visites prises en charge par un agent.',
    },
    of: 'answered',
    formula: 'visits with CONNECT',
    source: 'products-and-metrics 2.3 #5, contact-center 5.7',
    printedIn: [...printedIn, 'xivo_stats.stat_queue_periodic'],
    traps: ['Counted at CONNECT. Counting COMPLETE rows instead loses every call that was transferred.'],
  }),
  count({
    name: 'diverted',
    label: { en: 'Diverted', fr: 'Déviés' },
    description: {
      en: 'Calls that the queue itself sent elsewhere: on arrival since it was full, without agents or too long, or from it since the wait was over or the agents gone.',
      fr: "Appels que la file elle-même a renvoyés ailleurs : à l'arrivée (pleine, sans agent, trop longue) ou en sortie (attente échue, plus d'agents).",
    },
    of: ['refusedFull', 'refusedJoinEmpty', 'refusedDivertRatio', 'refusedDivertWait', 'timedOut', 'exitedEmpty'],
    formula: 'full + joinempty + divert_ca_ratio + divert_waittime + timedOut + exitedEmpty',
    source: 'contact-center 6.2, C-34',
    printedIn,
    traps: [
      "The original's reports call timedOut alone dissuaded.",
      'Some are in offered and some in refused: no share of either. Outside the opening hours is not in it.',
    ],
  }),
  count({
    name: 'timedOut',
    label: { en: 'Timed out', fr: 'Expirés' },
    description: {
      en: 'Visits that ended because the maximum waiting time was over.',
      fr: "Visites terminées parce que le temps d'attente maximal était écoulé.",
    },
    of: 'timedOut',
    formula: 'visits that end with EXITWITHTIMEOUT',
    source: 'products-and-metrics 2.3 #8',
    printedIn,
    traps: ["Asterisk's own counter adds them to its abandoned calls."],
  }),
  count({
    name: 'exitedWithKey',
    label: { en: 'Left by key', fr: 'Sortis par touche' },
    description: {
      en: 'Visits that the caller ended by pressing a key that leads out of the queue.',
      fr: "Visites que l'appelant a quittées en pressant une touche de sortie.",
    },
    of: 'exitedWithKey',
    formula: 'visits that end with EXITWITHKEY',
    source: 'products-and-metrics 2.3 #9',
    printedIn,
    traps: ['Some products list them among the unanswered; here they are outside of the service level.'],
  }),
  count({
    name: 'exitedEmpty',
    label: { en: 'Sent away: queue empty', fr: 'Sortis : file vidée' },
    description: {
      en: 'Visits that ended because the queue had no more agents.',
      fr: "Visites terminées parce que la file n'avait plus d'agents.",
    },
    of: 'exitedEmpty',
    formula: 'visits that end with EXITEMPTY',
    source: 'products-and-metrics 2.3 #10',
    printedIn,
    traps: ["Asterisk's own counter adds them to its abandoned calls; Wazo calls them blocked."],
  }),
  count({
    name: 'withdrawn',
    label: { en: 'Withdrawn', fr: 'Retirés' },
    description: {
      en: 'Visits that somebody else ended by taking the call out of the queue.',
      fr: "Visites interrompues par un tiers qui a retiré l'appel de la file.",
    },
    of: 'withdrawn',
    formula: 'visits that end with WITHDRAW',
    source: 'products-and-metrics 2.3 #11',
    printedIn,
    traps: ["Asterisk's own counter adds them to its abandoned calls."],
  }),
  count({
    name: 'callbackRequested',
    label: { en: 'Callback requested', fr: 'Rappels demandés' },
    description: {
      en: 'Visits that ended because the caller asked to be called back.',
      fr: "Visites terminées parce que l'appelant a demandé à être rappelé.",
    },
    of: 'callbackRequested',
    formula: 'visits that end with a callback row of the dialplan',
    source: 'products-and-metrics 2.3 #12',
    printedIn,
    traps: ['No event of stock Asterisk says so: it needs a dialplan that writes its own queue_log row.'],
  }),
  count({
    name: 'lostBySystem',
    label: { en: 'Lost by the system', fr: 'Perdus par le système' },
    description: {
      en: 'Visits that a fault ended: no common codec with the agent, or a PBX that died.',
      fr: "Visites terminées par une panne : pas de codec commun avec l'agent, ou arrêt du PBX.",
    },
    of: 'lostBySystem',
    formula: 'visits that end with SYSCOMPAT, or without an end before a restart',
    source: 'products-and-metrics 2.1',
    printedIn,
    traps: ['A visit without an end is lost only once the PBX has restarted; until then it is open.'],
  }),
  count({
    name: 'open',
    label: { en: 'Open', fr: 'En cours' },
    description: {
      en: 'Visits that have no end yet: the caller waits.',
      fr: "Visites sans fin connue : l'appelant attend.",
    },
    of: 'open',
    formula: 'visits without an end',
    source: 'products-and-metrics 2.3 #14',
    printedIn,
    traps: [
      'Part of offered, so rates of the running interval move until it is 0.',
      'By EVENT and END: those who have come and not left (END: not ended, who talk too) when the interval is over. Intervals cannot be added.',
    ],
  }),
  count({
    name: 'flowedOut',
    label: { en: 'Flow-out', fr: 'Débordements' },
    description: {
      en: 'Visits that left the queue unanswered for another reason than that the caller hung up.',
      fr: "Visites sorties de la file sans réponse, autrement que par le raccroché de l'appelant.",
    },
    of: ['timedOut', 'exitedWithKey', 'exitedEmpty', 'withdrawn', 'callbackRequested'],
    source: 'products-and-metrics 2.3 #13',
    traps: ['Genesys term; whether it belongs into a rate differs from product to product.'],
  }),
]
