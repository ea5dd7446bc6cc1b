import { figuresOf, ratioOf, type Text } from './definition.ts'
import type { LiveCounters, LiveQueue } from './live.ts'

const { computed, count } = figuresOf('live queue')

const printedIn = ['QueueBoard']

type CounterName = { [K in keyof LiveCounters]: LiveCounters[K] extends number ? K : never }[keyof LiveCounters]

const today = (name: CounterName, formula: string, label: Text, description: Text, trap?: string) =>
  computed({
    name,
    label,
    description,
    unit: 'count',
    formula: `${formula}, since the site's midnight or in the last hour`,
    reads: ['today'],
    compute: queue => queue.today[name],
    source: 'contact-center 8.1',
    printedIn,
    traps: [
      'Counts events of the day: a call that entered before midnight and is answered after it raises answered without entered.',
      ...(trap === undefined ? [] : [trap]),
    ],
  })

/** The service level of the running day: a caller who has waited too long is missed already, not only once he is gone. */
export function liveServiceLevel({
  today: counters,
  waitingTooLong,
}: Pick<LiveQueue, 'today' | 'waitingTooLong'>): number | null {
  const { answered, answeredInTime, abandoned, shortAbandoned, unserved } = counters
  return ratioOf(answeredInTime, answered + abandoned - shortAbandoned + unserved + waitingTooLong)
}

/** What the live board shows of the day and of the last hour of a queue. */
export const liveQueueDay = [
  today(
    'entered',
    'rows ENTERQUEUE',
    { en: 'Entered', fr: 'Entrés' },
    { en: 'Calls that entered the queue.', fr: 'Appels entrés.' },
  ),
  today(
    'answered',
    'rows CONNECT',
    { en: 'Answered', fr: 'Répondus' },
    { en: 'Calls that an agent took.', fr: 'Appels pris.' },
  ),
  today(
    'abandoned',
    'rows ABANDON',
    { en: 'Abandoned', fr: 'Abandonnés' },
    { en: 'Callers who hung up while waiting.', fr: "Appelants ayant raccroché pendant l'attente." },
  ),
  today(
    'shortAbandoned',
    'abandoned with wait <= s',
    { en: 'Short abandons', fr: 'Abandons courts' },
    { en: 'Callers who hung up almost at once.', fr: 'Appelants ayant raccroché presque aussitôt.' },
    'Part of abandoned.',
  ),
  today(
    'timedOut',
    'rows EXITWITHTIMEOUT',
    { en: 'Timed out', fr: 'Expirés' },
    { en: 'Calls sent away at the maximum waiting time.', fr: "Appels sortis au temps d'attente maximal." },
  ),
  today(
    'otherExits',
    'rows EXITWITHKEY, EXITEMPTY, WITHDRAW, SYSCOMPAT and callback rows',
    { en: 'Other exits', fr: 'Autres sorties' },
    {
      en: 'Calls that left the queue otherwise: by key, withdrawn, callback, queue empty, lost.',
      fr: 'Appels sortis autrement : touche, retrait, rappel, file vidée, perte.',
    },
  ),
  today(
    'unserved',
    'rows EXITWITHTIMEOUT, EXITEMPTY, SYSCOMPAT',
    { en: 'Unserved', fr: 'Non servis' },
    {
      en: 'Calls that the queue let down: timed out, sent away when it became empty, lost by the system.',
      fr: 'Appels que la file a laissés sans réponse : expirés, file vidée, perdus par le système.',
    },
    'Overlaps with timedOut and otherExits.',
  ),
  today(
    'closed',
    'rows CLOSED',
    { en: 'Closed', fr: 'Fermée' },
    { en: 'Calls that came while the queue was closed.', fr: 'Appels arrivés pendant la fermeture.' },
    'Outside of entered. Stock Asterisk writes no row for it.',
  ),
  today(
    'refused',
    'rows FULL, CLOSED, JOINEMPTY, DIVERT_CA_RATIO, DIVERT_HOLDTIME',
    { en: 'Refused', fr: 'Refusés' },
    {
      en: 'Calls turned away before they entered, closed included.',
      fr: "Appels écartés avant l'entrée, fermeture comprise.",
    },
    'Outside of entered. Stock Asterisk writes no row for it.',
  ),
  today(
    'answeredInTime',
    'answered with wait <= T',
    { en: 'Answered in time', fr: 'Répondus dans le délai' },
    {
      en: 'Calls answered within the threshold of the queue.',
      fr: 'Appels pris dans le délai fixé pour la file.',
    },
    'wait <= T.',
  ),
  today(
    'abandonedInTime',
    'abandoned with wait <= T',
    { en: 'Abandoned in time', fr: 'Abandonnés dans le délai' },
    {
      en: 'Calls abandoned within the threshold of the queue.',
      fr: 'Appels abandonnés dans le délai fixé pour la file.',
    },
    'wait <= T.',
  ),
  count({
    name: 'waitingTooLong',
    label: { en: 'Waiting too long', fr: 'En attente hors délai' },
    description: {
      en: 'Callers who wait now and have waited longer than the threshold.',
      fr: 'Appelants en attente depuis plus longtemps que le délai fixé.',
    },
    of: 'waitingTooLong',
    formula: 'open visits with now - entry > T',
    source: 'products-and-metrics 2.2',
    printedIn,
  }),
  computed({
    name: 'serviceLevel',
    label: { en: 'Service level', fr: 'Niveau de service' },
    description: {
      en: 'Share of the callers of today who were answered within the threshold.',
      fr: 'Part des appelants du jour servis dans le délai fixé.',
    },
    unit: 'ratio',
    formula: 'SL6: answeredInTime / (answered + abandoned - shortAbandoned + unserved + waitingTooLong)',
    reads: ['today', 'waitingTooLong'],
    compute: liveServiceLevel,
    source: 'products-and-metrics 2.2',
    printedIn,
    traps: [
      'Callers who have waited too long count as missed while they still wait, so it can fall before anybody hangs up.',
      'The figure of the statistics counts them once they have left.',
    ],
  }),
]
