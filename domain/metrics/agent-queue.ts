import { figuresOf } from './definition.ts'

const { count, duration } = figuresOf('agent x queue')

const printedIn = ['AgentQueueStatistics']

/** One agent in one queue. */
export const agentQueue = [
  count({
    name: 'offered',
    label: { en: 'Presented', fr: 'Présentés' },
    description: {
      en: 'Times that a call of the queue was presented to the agent.',
      fr: "Fois où un appel de la file a été présenté à l'agent.",
    },
    of: 'offered',
    formula: 'answered + missed',
    source: 'contact-center 5.10',
    printedIn,
    traps: ['One call may be presented to the same agent several times.'],
  }),
  count({
    name: 'answered',
    label: { en: 'Answered', fr: 'Pris' },
    description: { en: 'Calls of the queue that the agent took.', fr: "Appels de la file pris par l'agent." },
    of: 'answered',
    formula: 'CONNECT rows of the agent in the queue',
    source: 'contact-center 5.11',
    printedIn,
  }),
  count({
    name: 'missed',
    label: { en: 'Missed', fr: 'Manqués' },
    description: {
      en: "Times that the agent's telephone rang for the queue and he did not take the call.",
      fr: "Fois où le poste de l'agent a sonné pour la file sans qu'il décroche.",
    },
    of: 'missed',
    formula: 'RINGNOANSWER rows of the agent in the queue',
    source: 'products-and-metrics 2.3 #29',
    printedIn,
    aliases: ['RNA'],
    traps: ['With ringall every member misses a call that one of them takes later.'],
  }),
  duration({
    name: 'talkSeconds',
    label: { en: 'Talk time', fr: 'Durée de conversation' },
    description: {
      en: 'Time that the agent talked with callers of the queue, hold included.',
      fr: "Temps de conversation de l'agent avec les appelants de la file, garde comprise.",
    },
    of: 'talk',
    formula: 'sum(endedAt - answeredAt) of his visits',
    source: 'contact-center 5.11',
    printedIn,
  }),
  duration({
    name: 'ringSeconds',
    label: { en: 'Ring time', fr: 'Durée de sonnerie' },
    description: {
      en: "Time that the agent's telephone rang for the queue.",
      fr: "Temps de sonnerie du poste de l'agent pour la file.",
    },
    of: 'ring',
    formula: 'sum(ring times)',
    source: 'contact-center 5.10',
    printedIn,
    traps: [
      'Rings of which the manager interface (AMI) tells as it tells them; others by CONNECT, RINGNOANSWER and RINGCANCELED of queue_log.',
      'Those that another agent ended are told by AMI alone.',
    ],
  }),
  duration({
    name: 'holdSeconds',
    label: { en: 'Hold time', fr: 'Durée de mise en garde' },
    description: {
      en: 'Time that callers of the queue spent on hold by the agent.',
      fr: "Temps passé en garde par les appelants de la file chez l'agent.",
    },
    of: 'hold',
    formula: 'sum(hold periods) of his visits',
    source: 'contact-center 5.11',
    printedIn,
    traps: ['0 unless the site sends CEL or AMI, or its PBX writes CALLERONHOLD.', 'Part of talk time.'],
  }),
  duration({
    name: 'wrapUpSeconds',
    label: { en: 'Wrap-up time', fr: 'Temps de post-appel' },
    description: {
      en: 'Time that the agent spent on work after calls of the queue.',
      fr: "Temps consacré par l'agent au travail après les appels de la file.",
    },
    of: 'wrapUp',
    formula: 'sum(wrap-up periods after his visits)',
    source: 'contact-center 5.11',
    printedIn,
    traps: [
      'Ends earlier than WRAPUPSTART says with the next call, a logoff or by the agent. Figures of queues count it as the row says.',
      'Stock Asterisk writes no event for it: 0 unless the PBX does (XiVO: WRAPUPSTART).',
    ],
  }),
]
