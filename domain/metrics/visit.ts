import { figuresOf, type Text, type Unit } from './definition.ts'

const { computed } = figuresOf('visit')

const ofVisit = (
  name: string,
  unit: Unit,
  formula: string,
  source: string,
  label: Text,
  description: Text,
  trap?: string,
) =>
  computed({
    name,
    label,
    description,
    unit,
    formula,
    compute: null,
    source,
    printedIn: ['QueueVisit'],
    traps: trap === undefined ? [] : [trap],
  })

/** Of one stay of a call in a queue. */
export const visitFigures = [
  ofVisit(
    'waitSeconds',
    'seconds',
    'leftAt - enteredAt',
    'products-and-metrics 2.1, contact-center 24 G-04',
    { en: 'Wait', fr: 'Attente' },
    { en: 'Time from the entry to the answer or to leaving.', fr: "Temps de l'entrée à la réponse ou à la sortie." },
    'From the instants of the rows. Asterisk prints whole seconds beside them, cut: 0.9 s is 0 there.',
  ),
  ofVisit(
    'ringSeconds',
    'seconds',
    'sum(ring times)',
    'products-and-metrics 2.3 #32, contact-center 3.3 rule 8',
    { en: 'Ring', fr: 'Sonnerie' },
    {
      en: 'Time that telephones of agents rang for the visit: of every telephone, answered or not. Null where no source tells of any.',
      fr: "Temps de sonnerie des postes d'agents pour la visite : de chaque poste, avec ou sans réponse. Nul quand aucune source n'en parle.",
    },
    'By the manager interface (AMI) where it tells of a ring, else by queue_log, which knows nothing of those that another agent ended.',
  ),
  ofVisit(
    'talkSeconds',
    'seconds',
    'endedAt - answeredAt',
    'products-and-metrics 2.3 #33',
    { en: 'Talk', fr: 'Conversation' },
    { en: 'Time from the answer to hang-up or transfer.', fr: 'Temps de la réponse au raccroché ou au transfert.' },
    'Hold included. Absent when the PBX never wrote the end.',
  ),
  ofVisit(
    'holdSeconds',
    'seconds',
    'sum of hold periods',
    'products-and-metrics 2.3 #34',
    { en: 'Hold', fr: 'Mise en garde' },
    { en: 'Time that the caller spent on hold.', fr: "Temps passé en garde par l'appelant." },
    'Absent unless the site sends CEL or AMI, or its PBX writes CALLERONHOLD. AMI is believed before CEL, CEL before queue_log.',
  ),
  ofVisit(
    'entryPosition',
    'count',
    'origposition, or the position of ENTERQUEUE',
    'products-and-metrics 2.3 #27',
    { en: 'Position at entry', fr: "Position à l'entrée" },
    { en: 'Place in the queue at the entry, from 1.', fr: "Rang dans la file à l'entrée, à partir de 1." },
  ),
  ofVisit(
    'exitPosition',
    'count',
    'position at the exit',
    'products-and-metrics 2.3 #27',
    { en: 'Position at exit', fr: 'Position à la sortie' },
    {
      en: 'Place in the queue when the caller left unanswered, from 1.',
      fr: 'Rang dans la file à la sortie sans réponse, à partir de 1.',
    },
  ),
]
