import { figuresOf, type Text, type Unit } from './definition.ts'

const { computed } = figuresOf('live agent')

const stateColumn = (name: string, unit: Unit, label: Text, description: Text, trap?: string) =>
  computed({
    name,
    label,
    description,
    unit,
    formula: 'last known state',
    compute: null,
    source: 'contact-center 5.12',
    printedIn: ['xivo_stats.agent_states'],
    traps: trap === undefined ? [] : [trap],
  })

/** The columns of agent_states: the last known state only; the history is the agent timeline. */
export const agentStatesTable = [
  stateColumn('agent', 'text', { en: 'Agent', fr: 'Agent' }, { en: 'Number of the agent.', fr: "Numéro de l'agent." }),
  stateColumn('time', 'instant', { en: 'Since', fr: 'Depuis' }, { en: 'Begin of the state.', fr: "Début de l'état." }),
  stateColumn(
    'state',
    'text',
    { en: 'State', fr: 'État' },
    { en: 'logged_on, logged_off, paused or wrapup.', fr: 'logged_on, logged_off, paused ou wrapup.' },
    'Ringing and talking are logged_on; an uncertain state is shown as logged_off.',
  ),
]
