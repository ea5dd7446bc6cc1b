import { figuresOf } from './definition.ts'

const { count, duration, share, mean } = figuresOf('queue')

const printedIn = ['QueueStatistics']

/** A visit is read from the rows of its call; what cut the wrap-up short stands in other rows of the agent. */
export const wrapUpAsGiven =
  'As WRAPUPSTART says it, also where the next call, a logoff or the agent ended it earlier. Figures of agents count what was left of it, so they may be lower.'
const holdInside =
  'Hold is counted inside talk time (contact-center 5.10): it is not taken out. Adding both counts it twice.'

/** What happened to answered calls. */
export const talk = [
  duration({
    name: 'ringSeconds',
    label: { en: 'Ring time', fr: 'Durée de sonnerie' },
    description: {
      en: 'Time that telephones of agents rang for the visits, added up: of every telephone, answered or not.',
      fr: "Temps de sonnerie des postes d'agents pour les visites, cumulé : de chaque poste, avec ou sans réponse.",
    },
    of: 'ring',
    formula: 'sum(ring times)',
    source: 'products-and-metrics 2.3 #32, contact-center 3.3 rule 8',
    printedIn,
    traps: [
      'From AgentCalled to the answer or end where the manager interface (AMI) tells of a ring; else what CONNECT, RINGNOANSWER and RINGCANCELED (Asterisk 15 and later) say.',
      'queue_log has no row of a ring that ended because another agent answered: without AMI it is not in it. Its CONNECT counts whole seconds of the whole attempt round.',
    ],
  }),
  duration({
    name: 'talkSeconds',
    label: { en: 'Talk time', fr: 'Durée de conversation' },
    description: {
      en: 'Time from answer to hang-up or transfer, added up over the visits whose end is known.',
      fr: 'Temps de la réponse au raccroché ou au transfert, cumulé sur les visites dont la fin est connue.',
    },
    of: 'talk',
    formula: 'sum(endedAt - answeredAt) over talkedVisits',
    source: 'products-and-metrics 2.3 #33',
    printedIn,
    traps: [
      holdInside,
      "With Local channels and /n, Asterisk's own call time goes on after a transfer.",
      'A call whose end the PBX never wrote (crash) adds nothing; talkedVisits counts those that do.',
    ],
  }),
  count({
    name: 'talkedVisits',
    label: { en: 'Visits with a known talk time', fr: 'Visites à durée de conversation connue' },
    description: {
      en: 'Answered visits whose end is known: what averages of talk time are divided by.',
      fr: 'Visites prises en charge dont la fin est connue : diviseur des durées moyennes.',
    },
    of: 'talkedVisits',
    formula: 'answered visits with a known end',
    source: 'products-and-metrics 2.1',
    traps: ['Smaller than answered while calls go on.'],
  }),
  duration({
    name: 'holdSeconds',
    label: { en: 'Hold time', fr: 'Durée de mise en garde' },
    description: {
      en: 'Time that answered callers spent on hold, added up.',
      fr: 'Temps passé en garde par les appelants pris en charge, cumulé.',
    },
    of: 'hold',
    formula: 'sum(hold periods) over answered',
    source: 'products-and-metrics 2.3 #34',
    printedIn,
    traps: [
      '0 unless the site sends CEL or AMI, or its PBX writes CALLERONHOLD: Asterisk itself writes nothing about hold to queue_log.',
      'Of the agent who answered. AMI is believed before CEL, CEL before queue_log.',
      holdInside,
    ],
  }),
  duration({
    name: 'wrapUpSeconds',
    label: { en: 'Wrap-up time', fr: 'Temps de post-appel' },
    description: {
      en: 'Wrap-up that the PBX gave agents after calls of the queue, added up.',
      fr: 'Post-appel accordé aux agents par le PBX après des appels de la file, cumulé.',
    },
    of: 'wrapUp',
    formula: 'sum(seconds of WRAPUPSTART) over answered',
    source: 'products-and-metrics 2.3 #35',
    printedIn,
    aliases: ['ACW'],
    traps: [
      wrapUpAsGiven,
      "Stock Asterisk writes no such event: it stays 0 unless the site's PBX does (XiVO: WRAPUPSTART). wrapuptime of a queue is an upper limit, no measurement.",
    ],
  }),
  mean({
    name: 'averageTalkSeconds',
    label: { en: 'Average talk time', fr: 'Durée moyenne de conversation' },
    description: {
      en: 'Average time from answer to hang-up or transfer.',
      fr: 'Temps moyen de la réponse au raccroché ou au transfert.',
    },
    of: 'talk',
    per: 'talkedVisits',
    source: 'products-and-metrics 2.3 #33, contact-center 6.2',
    printedIn,
    aliases: ['ACT'],
    traps: [holdInside],
  }),
  mean({
    name: 'averageHandleSeconds',
    label: { en: 'Average handle time', fr: 'Durée moyenne de traitement' },
    description: {
      en: 'Average of talk and wrap-up together.',
      fr: 'Moyenne de la conversation et du post-appel réunis.',
    },
    of: ['talk', 'wrapUp'],
    per: 'talkedVisits',
    source: 'products-and-metrics 2.3 #36, #37',
    printedIn,
    aliases: ['AHT'],
    traps: [holdInside, wrapUpAsGiven, 'Some products end it with the conversation, without the work after it.'],
  }),
  count({
    name: 'transferredBlind',
    label: { en: 'Blind transfers', fr: 'Transferts directs' },
    description: {
      en: 'Answered visits that the agent passed on without talking to the target first.',
      fr: "Visites que l'agent a transférées sans parler d'abord à la destination.",
    },
    of: 'transferredBlind',
    formula: 'visits that end with BLINDTRANSFER',
    source: 'products-and-metrics 2.3 #40',
  }),
  count({
    name: 'transferredAttended',
    label: { en: 'Attended transfers', fr: 'Transferts supervisés' },
    description: {
      en: 'Answered visits that the agent passed on after talking to the target.',
      fr: "Visites que l'agent a transférées après avoir parlé à la destination.",
    },
    of: 'transferredAttended',
    formula: 'visits that end with ATTENDEDTRANSFER',
    source: 'products-and-metrics 2.3 #40',
    traps: ['A transfer that ends as a three-way call leaves no row in queue_log.'],
  }),
  count({
    name: 'transferredOut',
    label: { en: 'Transfers out', fr: 'Transferts émis' },
    description: {
      en: 'Answered visits that the agent passed on, blind or attended.',
      fr: "Visites prises en charge que l'agent a transférées, directement ou après consultation.",
    },
    of: ['transferredBlind', 'transferredAttended'],
    source: 'products-and-metrics 2.3 #40',
    traps: ['A transfer that ends as a three-way call leaves no row in queue_log.'],
  }),
  share({
    name: 'transferRate',
    label: { en: 'Transfer rate', fr: 'Taux de transfert' },
    description: {
      en: 'Share of the answered visits that were passed on.',
      fr: 'Part des visites prises en charge qui ont été transférées.',
    },
    of: ['transferredBlind', 'transferredAttended'],
    among: 'answered',
    source: 'products-and-metrics 2.3 #42',
  }),
  count({
    name: 'hungUpByAgent',
    label: { en: 'Agent hung up first', fr: "Raccrochés par l'agent" },
    description: {
      en: 'Answered visits that the agent ended.',
      fr: "Visites prises en charge terminées par l'agent.",
    },
    of: 'hungUpByAgent',
    formula: 'visits that end with COMPLETEAGENT',
    source: 'products-and-metrics 2.3 #43',
    traps: ['Asterisk reports the caller where the agent ended the call by * or the option c allowed him to.'],
  }),
  count({
    name: 'hungUpByCaller',
    label: { en: 'Caller hung up first', fr: "Raccrochés par l'appelant" },
    description: {
      en: 'Answered visits that the caller ended.',
      fr: "Visites prises en charge terminées par l'appelant.",
    },
    of: 'hungUpByCaller',
    formula: 'visits that end with COMPLETECALLER',
    source: 'products-and-metrics 2.3 #43',
    traps: ['Too high where agents end calls by *.'],
  }),
  count({
    name: 'missedRings',
    label: { en: 'Missed rings', fr: 'Sonneries manquées' },
    description: {
      en: 'Times that a telephone rang for the queue and nobody took it.',
      fr: 'Fois où un poste a sonné pour la file sans être décroché.',
    },
    of: 'missedRings',
    formula: 'rows RINGNOANSWER',
    source: 'products-and-metrics 2.3 #29',
    aliases: ['RNA'],
    traps: [
      'Asterisk writes RINGNOANSWER for busy and congestion too.',
      'With ringall there is one for each member in each round: one call may count dozens of times.',
    ],
  }),
]
