import { figuresOf, type Text } from './definition.ts'

const { count, duration, declared } = figuresOf('agent')

const printedIn = ['xivo_stats.stat_agent_specific']

const celFigure = (name: string, unit: 'count' | 'seconds', formula: string, label: Text, description: Text) =>
  declared({
    name,
    label,
    description,
    unit,
    formula,
    availability: 'calls',
    source: 'contact-center 5.10',
    printedIn,
    traps: [
      'queue_log knows calls of queues only. A call counts once, in the interval of its answer (C-03).',
      'Only established calls; what a transferred call lives on after the agent has left is not counted.',
    ],
  })

/** The columns of stat_agent_specific, under the names of the original database; time and agent_num stand with the others. */
export const agentSpecificTable = [
  count({
    name: 'nb_offered',
    label: { en: 'Presented', fr: 'Présentés' },
    description: { en: 'Calls of queues presented to the agent.', fr: "Appels de files présentés à l'agent." },
    of: 'offered',
    source: 'contact-center 5.10',
    printedIn,
  }),
  count({
    name: 'nb_answered',
    label: { en: 'Answered', fr: 'Pris' },
    description: { en: 'Calls of queues that the agent took.', fr: "Appels de files pris par l'agent." },
    of: 'answered',
    source: 'contact-center 5.10',
    printedIn,
  }),
  duration({
    name: 'conversation_time',
    label: { en: 'Talk time', fr: 'Durée de conversation' },
    description: {
      en: 'Conversation in calls of queues, hold included.',
      fr: 'Conversation dans les appels de files, garde comprise.',
    },
    of: 'talking',
    source: 'contact-center 5.10, C-02',
    printedIn,
    traps: ['Split at the end of the interval: the first printed example is wrong, the total is not.'],
  }),
  duration({
    name: 'ringing_time',
    label: { en: 'Ringing time', fr: 'Temps de sonnerie' },
    description: { en: 'Ringing for calls of queues.', fr: 'Sonnerie pour des appels de files.' },
    of: 'ringing',
    source: 'contact-center 5.10',
    printedIn,
  }),
  duration({
    name: 'hold_time',
    label: { en: 'Hold time', fr: 'Durée de mise en garde' },
    description: {
      en: 'Hold in any kind of call of the agent.',
      fr: "Mise en garde dans tout type d'appel de l'agent.",
    },
    of: 'hold',
    source: 'contact-center 5.10',
    printedIn,
    traps: [
      'Inside conversation_time, and separately here. 0 unless the site sends CEL or AMI, or its PBX writes CALLERONHOLD.',
    ],
  }),
  celFigure(
    'nb_outgoing_calls',
    'count',
    'calls to the outside',
    { en: 'Outgoing calls', fr: 'Appels sortants' },
    { en: 'Calls of the agent to the outside.', fr: "Appels de l'agent vers l'extérieur." },
  ),
  celFigure(
    'conversation_time_outgoing_calls',
    'seconds',
    'talk of calls to the outside',
    { en: 'Talk time, outgoing', fr: 'Conversation, appels sortants' },
    { en: 'Conversation in calls to the outside.', fr: "Conversation dans les appels vers l'extérieur." },
  ),
  celFigure(
    'nb_received_internal_calls',
    'count',
    'internal calls answered',
    { en: 'Internal calls received', fr: 'Appels internes reçus' },
    { en: 'Calls from colleagues that the agent took.', fr: "Appels de collègues pris par l'agent." },
  ),
  celFigure(
    'conversation_time_received_internal_calls',
    'seconds',
    'talk of internal calls answered',
    { en: 'Talk time, internal received', fr: 'Conversation, internes reçus' },
    { en: 'Conversation in calls from colleagues.', fr: 'Conversation dans les appels de collègues.' },
  ),
  celFigure(
    'nb_transferred_intern',
    'count',
    'calls of queues transferred to an internal destination',
    { en: 'Transferred internally', fr: 'Transférés en interne' },
    {
      en: 'Calls of queues passed on to an internal destination.',
      fr: 'Appels de files transférés vers une destination interne.',
    },
  ),
  celFigure(
    'nb_transferred_extern',
    'count',
    'calls of queues transferred to an external destination',
    { en: 'Transferred to the outside', fr: "Transférés vers l'extérieur" },
    {
      en: 'Calls of queues passed on to an external destination.',
      fr: 'Appels de files transférés vers une destination externe.',
    },
  ),
  celFigure(
    'nb_emitted_internal_calls',
    'count',
    'internal calls placed and answered',
    { en: 'Internal calls placed', fr: 'Appels internes émis' },
    { en: 'Calls of the agent to colleagues.', fr: "Appels de l'agent vers des collègues." },
  ),
  celFigure(
    'conversation_time_emitted_internal_calls',
    'seconds',
    'talk of internal calls placed',
    { en: 'Talk time, internal placed', fr: 'Conversation, internes émis' },
    { en: 'Conversation in calls to colleagues.', fr: 'Conversation dans les appels vers des collègues.' },
  ),
  celFigure(
    'nb_incoming_calls',
    'count',
    'direct external calls answered',
    { en: 'Incoming calls', fr: 'Appels entrants' },
    { en: 'Calls from outside that the agent took.', fr: "Appels de l'extérieur pris par l'agent." },
  ),
  celFigure(
    'conversation_time_incoming_calls',
    'seconds',
    'talk of direct external calls answered',
    { en: 'Talk time, incoming', fr: 'Conversation, entrants' },
    { en: 'Conversation in calls from outside.', fr: "Conversation dans les appels de l'extérieur." },
  ),
]
