import { figuresOf } from './definition.ts'

const { count, duration } = figuresOf('live agent')

const printedIn = ['AgentBoard']
const daily = 'Back to 0 at midnight of the site; the state that goes on is counted up to now (contact-center L-18).'

/** What the live board shows of an agent. */
export const liveAgentFigures = [
  duration({
    name: 'stateSeconds',
    label: { en: 'In this state', fr: 'Depuis' },
    description: { en: 'How long the agent has been in his state.', fr: "Durée de l'état actuel de l'agent." },
    of: 'inState',
    formula: 'now - begin of the state',
    source: 'contact-center 8.4',
    printedIn,
  }),
  count({
    name: 'answered',
    label: { en: 'Answered today', fr: "Pris aujourd'hui" },
    description: {
      en: 'Calls of queues that the agent took today.',
      fr: "Appels de files pris par l'agent aujourd'hui.",
    },
    of: 'answered',
    formula: 'CONNECT rows of the agent since midnight',
    source: 'contact-center 8.4',
    printedIn,
    traps: [daily],
  }),
  count({
    name: 'missed',
    label: { en: 'Missed today', fr: "Manqués aujourd'hui" },
    description: {
      en: 'Calls of queues that rang at the agent today and that he did not take.',
      fr: "Appels de files présentés à l'agent aujourd'hui et non décrochés.",
    },
    of: 'missed',
    formula: 'RINGNOANSWER rows of the agent since midnight',
    source: 'contact-center 8.4',
    printedIn,
    traps: [daily],
  }),
  duration({
    name: 'talkingSeconds',
    label: { en: 'Talking today', fr: "Conversation aujourd'hui" },
    description: { en: 'Time that the agent has talked today.', fr: "Temps de conversation de l'agent aujourd'hui." },
    of: 'talking',
    formula: 'length of TALKING states since midnight',
    source: 'contact-center 8.4',
    printedIn,
    traps: [daily, 'Calls of queues only: queue_log knows no others.'],
  }),
  duration({
    name: 'pauseSeconds',
    label: { en: 'Paused today', fr: "Pause aujourd'hui" },
    description: { en: 'Time that the agent has been paused today.', fr: "Temps de pause de l'agent aujourd'hui." },
    of: 'pause',
    formula: 'length of PAUSED states since midnight',
    source: 'contact-center 8.4',
    printedIn,
    traps: [daily],
  }),
  duration({
    name: 'readySeconds',
    label: { en: 'Ready today', fr: "Disponible aujourd'hui" },
    description: {
      en: 'Time that the agent has waited for calls today.',
      fr: "Temps d'attente d'appels de l'agent aujourd'hui.",
    },
    of: 'ready',
    formula: 'length of READY states since midnight',
    source: 'contact-center 8.4',
    printedIn,
    traps: [daily],
  }),
  duration({
    name: 'wrapUpSeconds',
    label: { en: 'Wrap-up today', fr: "Post-appel aujourd'hui" },
    description: {
      en: 'Time that the agent has spent in wrap-up today.',
      fr: "Temps de post-appel de l'agent aujourd'hui.",
    },
    of: 'wrapUp',
    formula: 'length of WRAP_UP states since midnight',
    source: 'contact-center 8.4',
    printedIn,
    traps: [daily],
  }),
]
