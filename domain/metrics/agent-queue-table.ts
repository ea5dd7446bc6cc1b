import { figuresOf, type Text } from './definition.ts'

const { count, duration, computed } = figuresOf('agent x queue')

const printedIn = ['xivo_stats.stat_agent_queue_specific']
const source = 'contact-center 5.11'

const key = (name: string, unit: 'instant' | 'text', label: Text, description: Text) =>
  computed({ name, label, description, unit, formula: 'key of the row', compute: null, source, printedIn })

/** The columns of stat_agent_queue_specific, under the names of the original database. */
export const agentQueueTable = [
  key(
    'time',
    'instant',
    { en: 'Interval', fr: 'Intervalle' },
    {
      en: 'Start of the interval of 15 minutes, local time of the site.',
      fr: "Début de l'intervalle de 15 minutes, heure locale du site.",
    },
  ),
  key('agent_num', 'text', { en: 'Agent', fr: 'Agent' }, { en: 'Number of the agent.', fr: "Numéro de l'agent." }),
  key(
    'queue_ref',
    'text',
    { en: 'Queue', fr: 'File' },
    { en: 'Technical name of the queue.', fr: 'Nom technique de la file.' },
  ),
  key(
    'dst_num',
    'text',
    { en: 'Called number', fr: 'Numéro appelé' },
    { en: 'Number that the callers had dialled.', fr: 'Numéro composé par les appelants.' },
  ),
  count({
    name: 'nb_answered_calls',
    label: { en: 'Answered', fr: 'Pris' },
    description: { en: 'Calls of the queue that the agent took.', fr: "Appels de la file pris par l'agent." },
    of: 'answered',
    source,
    printedIn,
  }),
  duration({
    name: 'communication_time',
    label: { en: 'Talk time', fr: 'Durée de communication' },
    description: {
      en: 'Conversation in calls of the queue, hold included.',
      fr: 'Conversation dans les appels de la file, garde comprise.',
    },
    of: 'talk',
    source,
    printedIn,
  }),
  duration({
    name: 'hold_time',
    label: { en: 'Hold time', fr: 'Durée de mise en garde' },
    description: { en: 'Time on hold in calls of the queue.', fr: 'Temps passé en garde dans les appels de la file.' },
    of: 'hold',
    source,
    printedIn,
    traps: ['0 unless the site sends CEL or AMI, or its PBX writes CALLERONHOLD. Part of communication_time.'],
  }),
  duration({
    name: 'wrapup_time',
    label: { en: 'Wrap-up time', fr: 'Temps de post-appel' },
    description: { en: 'Wrap-up after calls of the queue.', fr: 'Post-appel à la suite des appels de la file.' },
    of: 'wrapUp',
    source,
    printedIn,
    traps: ['As WRAPUPSTART says it, also where it was ended earlier: that of the visits, as in stat_queue_specific.'],
  }),
]
