import { figuresOf, type Text } from './definition.ts'

const { declared } = figuresOf('call')

const lengthOf = (name: string, formula: string, source: string, label: Text, description: Text, trap: string) =>
  declared({
    name,
    label,
    description,
    formula,
    source,
    unit: 'seconds',
    availability: 'calls',
    printedIn: ['Call', 'calls.csv', 'calls.xlsx'],
    traps: [trap],
  })

/** Lengths of a whole call, through its transfers. */
export const callLengths = [
  lengthOf(
    'ringSeconds',
    'union of the rings of all attempts',
    'contact-center 3.4',
    { en: 'Ring', fr: 'Sonnerie' },
    {
      en: 'Time in which somebody was rung for the caller.',
      fr: "Temps pendant lequel quelqu'un sonnait pour l'appelant.",
    },
    'Two telephones that ring at once count once.',
  ),
  lengthOf(
    'waitSeconds',
    'sum(waitSeconds of its stays in queues)',
    'contact-center 3.4',
    { en: 'Wait', fr: 'Attente' },
    { en: 'Time that the caller waited in queues.', fr: "Temps d'attente de l'appelant dans des files." },
    'Empty: it was in no queue, or a wait goes on or is unknown.',
  ),
  lengthOf(
    'talkSeconds',
    'union over all bridges of two participants',
    'contact-center 3.4',
    { en: 'Talk', fr: 'Conversation' },
    {
      en: 'Time in which two participants talked, through transfers.',
      fr: 'Temps pendant lequel deux participants se parlaient, transferts compris.',
    },
    'Hold included. Empty: the call has no end in the log.',
  ),
  lengthOf(
    'holdSeconds',
    'union of hold periods',
    'contact-center 3.4',
    { en: 'Hold', fr: 'Mise en garde' },
    { en: 'Time that somebody was on hold.', fr: "Temps pendant lequel quelqu'un était en garde." },
    'Empty where nothing tells of holds, which is not 0.',
  ),
]
