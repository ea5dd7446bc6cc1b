import { figuresOf, type Text } from './definition.ts'

const { count, share, mean, declared } = figuresOf('agent')

const printedIn = ['AgentStatistics']

const outsideOfQueues = (name: string, label: Text, description: Text) =>
  declared({
    name,
    label,
    description,
    unit: 'count',
    formula: 'answered calls of the lines that the agent was logged in on when they began',
    availability: 'calls',
    source: 'contact-center 5.10',
    printedIn,
    traps: [
      'queue_log knows calls of queues only. Each call counts once, in the interval of its answer (C-03).',
      'A consultation before a transfer is a call of its own. Excluded calls do not count.',
    ],
  })

/** What an agent did with calls. */
export const agentCalls = [
  count({
    name: 'offered',
    label: { en: 'Presented to the agent', fr: "Présentés à l'agent" },
    description: {
      en: 'Times that a call of a queue was presented to the agent: answered and missed.',
      fr: "Fois où un appel d'une file a été présenté à l'agent : pris ou manqué.",
    },
    of: 'offered',
    formula: 'answered + missed',
    source: 'contact-center 5.10',
    printedIn,
    traps: [
      'One call may be presented to the same agent several times. A ring that ended because the caller gave up or another answered is not in it (ringsCancelled).',
    ],
  }),
  count({
    name: 'answered',
    label: { en: 'Answered by the agent', fr: "Pris par l'agent" },
    description: { en: 'Calls of queues that the agent took.', fr: "Appels de files pris par l'agent." },
    of: 'answered',
    formula: 'CONNECT rows of the agent',
    source: 'contact-center 5.10',
    printedIn,
    traps: ['Belongs to the interval of the answer.'],
  }),
  count({
    name: 'missed',
    label: { en: 'Missed by the agent', fr: "Manqués par l'agent" },
    description: {
      en: "Times that the agent's telephone rang for a queue and he did not take the call.",
      fr: "Fois où le poste de l'agent a sonné pour une file sans qu'il décroche.",
    },
    of: 'missed',
    formula: 'RINGNOANSWER rows of the agent',
    source: 'products-and-metrics 2.3 #29',
    printedIn,
    aliases: ['RNA'],
    traps: [
      'Asterisk writes RINGNOANSWER for busy and congestion too.',
      'With ringall every member misses a call that one of them takes later.',
    ],
  }),
  share({
    name: 'agentAnswerRate',
    label: { en: 'Answer rate of the agent', fr: "Taux de réponse de l'agent" },
    description: {
      en: 'Share of the calls presented to the agent that he took.',
      fr: "Part des appels présentés à l'agent qu'il a pris.",
    },
    of: 'answered',
    among: 'offered',
    source: 'products-and-metrics 2.3 #30',
    traps: ['Rings that were cancelled are on neither side.'],
  }),
  mean({
    name: 'averageHandleSeconds',
    label: { en: 'Average handle time', fr: 'Durée moyenne de traitement' },
    description: {
      en: 'Average of talk and wrap-up of the calls that the agent answered in the interval.',
      fr: "Moyenne de la conversation et du post-appel des appels pris par l'agent dans l'intervalle.",
    },
    of: ['talkOfAnswered', 'wrapUpOfAnswered'],
    per: 'answered',
    source: 'products-and-metrics 2.3 #36, #37',
    printedIn,
    aliases: ['AHT'],
    traps: [
      'Whole calls, not cut at the ends of the interval as talking time is.',
      'Hold is inside talk.',
      'A call that goes on counts in the divisor already.',
    ],
  }),
  count({
    name: 'transferredOut',
    label: { en: 'Transfers by the agent', fr: "Transferts de l'agent" },
    description: {
      en: 'Calls of queues that the agent passed on, blind or attended.',
      fr: "Appels de files transférés par l'agent, directement ou après consultation.",
    },
    of: ['transferredBlind', 'transferredAttended'],
    source: 'products-and-metrics 2.3 #40',
    traps: ['A transfer that ends as a three-way call leaves no row in queue_log.'],
  }),
  share({
    name: 'transferRate',
    label: { en: 'Transfer rate of the agent', fr: "Taux de transfert de l'agent" },
    description: {
      en: 'Share of the calls that the agent took which he passed on.',
      fr: "Part des appels pris par l'agent qu'il a transférés.",
    },
    of: ['transferredBlind', 'transferredAttended'],
    among: 'answered',
    source: 'products-and-metrics 2.3 #42',
  }),
  outsideOfQueues(
    'internalReceived',
    { en: 'Internal calls received', fr: 'Appels internes reçus' },
    { en: 'Calls from colleagues that the agent took.', fr: "Appels de collègues pris par l'agent." },
  ),
  outsideOfQueues(
    'internalPlaced',
    { en: 'Internal calls placed', fr: 'Appels internes émis' },
    { en: 'Calls to colleagues that the agent made.', fr: "Appels de l'agent vers des collègues." },
  ),
  outsideOfQueues(
    'externalReceived',
    { en: 'External calls received', fr: 'Appels externes reçus' },
    {
      en: 'Direct calls from outside that the agent took, without those of queues.',
      fr: "Appels directs de l'extérieur pris par l'agent, hors files.",
    },
  ),
  outsideOfQueues(
    'externalPlaced',
    { en: 'External calls placed', fr: 'Appels externes émis' },
    { en: 'Calls to the outside that the agent made.', fr: "Appels de l'agent vers l'extérieur." },
  ),
  outsideOfQueues(
    'transferredInternally',
    { en: 'Transferred internally', fr: 'Transférés en interne' },
    {
      en: 'Calls of queues that the agent passed on to an internal destination, whether or not somebody took them there.',
      fr: "Appels de files que l'agent a transférés vers une destination interne, qu'on les y ait pris ou non.",
    },
  ),
  outsideOfQueues(
    'transferredExternally',
    { en: 'Transferred to the outside', fr: "Transférés vers l'extérieur" },
    {
      en: 'Calls of queues that the agent passed on to an external destination, whether or not somebody took them there.',
      fr: "Appels de files que l'agent a transférés vers une destination externe, qu'on les y ait pris ou non.",
    },
  ),
]
