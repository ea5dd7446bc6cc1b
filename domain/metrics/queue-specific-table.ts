import { figuresOf, type Text } from './definition.ts'
import { wrapUpAsGiven } from './talk.ts'

const { count, duration, computed } = figuresOf('queue')

const printedIn = ['xivo_stats.stat_queue_specific']

const bandTraps = [
  'Limits: less is wait < t1, between is t1 <= wait < t2, more is wait >= t2; t1 and t2 are those in force at the entry.',
]

const band = (
  name: string,
  of: Parameters<typeof count>[0]['of'],
  formula: string,
  label: Text,
  description: Text,
  trap?: string,
) =>
  count({
    name,
    label,
    description,
    of,
    formula,
    source: 'contact-center 5.9',
    printedIn,
    traps: trap === undefined ? bandTraps : [...bandTraps, trap],
  })

/** The columns of stat_queue_specific, under the names of the original database. */
export const queueSpecificTable = [
  computed({
    name: 'queue_ref',
    label: { en: 'Queue', fr: 'File' },
    description: { en: 'Technical name of the queue.', fr: 'Nom technique de la file.' },
    unit: 'text',
    formula: 'key of the row',
    compute: null,
    source: 'contact-center 5.9',
    printedIn,
  }),
  computed({
    name: 'dst_num',
    label: { en: 'Called number', fr: 'Numéro appelé' },
    description: { en: 'Number that the callers had dialled.', fr: 'Numéro composé par les appelants.' },
    unit: 'text',
    formula: 'key of the row',
    compute: null,
    source: 'contact-center 5.9',
    printedIn,
  }),
  count({
    name: 'nb_offered',
    label: { en: 'Presented', fr: 'Présentés' },
    description: { en: 'Calls that entered the queue.', fr: 'Appels entrés dans la file.' },
    of: 'offered',
    source: 'contact-center 5.9',
    printedIn,
    traps: ['Refused calls are not in it (G-15: 12 refused, 8 presented).'],
  }),
  count({
    name: 'nb_answered',
    label: { en: 'Answered', fr: 'Répondus' },
    description: { en: 'Calls that an agent took.', fr: 'Appels pris par un agent.' },
    of: 'answered',
    source: 'contact-center 5.9, C-10',
    printedIn,
    traps: ['Missing in the original, though its reports need it.'],
  }),
  count({
    name: 'nb_abandoned',
    label: { en: 'Abandoned', fr: 'Abandonnés' },
    description: { en: 'Calls that the caller gave up.', fr: "Appels abandonnés par l'appelant." },
    of: 'abandoned',
    source: 'contact-center 5.9',
    printedIn,
  }),
  duration({
    name: 'sum_resp_delay',
    label: { en: 'Response delay', fr: 'Délai de réponse' },
    description: {
      en: 'Wait of the answered calls, added up.',
      fr: 'Attente des appels pris en charge, cumulée.',
    },
    of: 'waitOfAnswered',
    source: 'contact-center 5.9, 6.2',
    printedIn,
    traps: ['The original reports divide it by nb_offered, not by nb_answered.'],
  }),
  band(
    'answer_less_t1',
    'answeredBeforeT1',
    'answered with wait < t1',
    { en: 'Answered before t1', fr: 'Répondus avant t1' },
    {
      en: 'Calls answered in less than t1 seconds.',
      fr: 'Appels pris en moins de t1 secondes.',
    },
  ),
  band(
    'answer_btw_t1_t2',
    'answeredT1ToT2',
    'answered with t1 <= wait < t2',
    { en: 'Answered t1 to t2', fr: 'Répondus de t1 à t2' },
    {
      en: 'Calls answered between t1 and t2 seconds.',
      fr: 'Appels pris entre t1 et t2 secondes.',
    },
  ),
  band(
    'answer_more_t2',
    'answeredFromT2',
    'answered with wait >= t2',
    { en: 'Answered after t2', fr: 'Répondus après t2' },
    {
      en: 'Calls answered after t2 seconds or more.',
      fr: 'Appels pris après t2 secondes ou plus.',
    },
    'Missing in the original, though its reports need it (C-10).',
  ),
  band(
    'abandoned_less_t1',
    'abandonedBeforeT1',
    'abandoned with wait < t1',
    { en: 'Abandoned before t1', fr: 'Abandonnés avant t1' },
    {
      en: 'Calls abandoned in less than t1 seconds.',
      fr: 'Appels abandonnés en moins de t1 secondes.',
    },
    'Missing in the original, though its reports need it (C-10).',
  ),
  band(
    'abandoned_btw_t1_t2',
    'abandonedT1ToT2',
    'abandoned with t1 <= wait < t2',
    { en: 'Abandoned t1 to t2', fr: 'Abandonnés de t1 à t2' },
    {
      en: 'Calls abandoned between t1 and t2 seconds.',
      fr: 'Appels abandonnés entre t1 et t2 secondes.',
    },
  ),
  band(
    'abandoned_more_t2',
    'abandonedFromT2',
    'abandoned with wait >= t2',
    { en: 'Abandoned after t2', fr: 'Abandonnés après t2' },
    {
      en: 'Calls abandoned after t2 seconds or more.',
      fr: 'Appels abandonnés après t2 secondes ou plus.',
    },
    'The original documentation says "answered" by mistake (C-10).',
  ),
  duration({
    name: 'communication_time',
    label: { en: 'Talk time', fr: 'Durée de communication' },
    description: {
      en: 'Talk time of the calls, hold included, added up.',
      fr: 'Durée de conversation des appels, garde comprise, cumulée.',
    },
    of: 'talk',
    source: 'contact-center 5.9',
    printedIn,
  }),
  duration({
    name: 'hold_time',
    label: { en: 'Hold time', fr: 'Durée de mise en garde' },
    description: { en: 'Time on hold, added up.', fr: 'Temps passé en garde, cumulé.' },
    of: 'hold',
    source: 'contact-center 5.9',
    printedIn,
    traps: ['0 unless the site sends CEL or AMI, or its PBX writes CALLERONHOLD. Part of communication_time.'],
  }),
  duration({
    name: 'wrapup_time',
    label: { en: 'Wrap-up time', fr: 'Temps de post-appel' },
    description: { en: 'Wrap-up after the calls, added up.', fr: 'Post-appel à la suite des appels, cumulé.' },
    of: 'wrapUp',
    source: 'contact-center 5.9',
    printedIn,
    traps: [wrapUpAsGiven],
  }),
]
