import { figuresOf, type Text } from './definition.ts'

const { duration, computed, declared } = figuresOf('agent')

const periodic = ['xivo_stats.stat_agent_periodic']
const specific = 'xivo_stats.stat_agent_specific'
const position = ['xivo_stats.agent_position']

const key = (
  name: string,
  unit: 'instant' | 'text',
  printedIn: string[],
  source: string,
  label: Text,
  description: Text,
) => computed({ name, label, description, unit, formula: 'key of the row', compute: null, source, printedIn })

/** The columns of stat_agent_periodic and agent_position, under the names of the original database. */
export const agentPeriodicTable = [
  key(
    'time',
    'instant',
    [...periodic, specific],
    'contact-center 5.8, 5.10, C-01',
    { en: 'Interval', fr: 'Intervalle' },
    {
      en: 'Start of the interval of 15 minutes, local time of the site.',
      fr: "Début de l'intervalle de 15 minutes, heure locale du site.",
    },
  ),
  key(
    'agent',
    'text',
    periodic,
    'contact-center 5.8',
    { en: 'Agent', fr: 'Agent' },
    { en: 'Number of the agent.', fr: "Numéro de l'agent." },
  ),
  key(
    'agent_num',
    'text',
    [specific, ...position],
    'contact-center 5.10, 5.12',
    { en: 'Agent', fr: 'Agent' },
    { en: 'Number of the agent.', fr: "Numéro de l'agent." },
  ),
  duration({
    name: 'login_time',
    label: { en: 'Login time', fr: 'Temps de connexion' },
    description: { en: 'Time logged in, pauses included.', fr: 'Temps de connexion, pauses comprises.' },
    of: 'login',
    source: 'contact-center 5.8',
    printedIn: periodic,
    traps: [
      'An interval type in the table. Sessions that go on count up to now, at a site that nobody follows any more up to its newest row.',
    ],
  }),
  duration({
    name: 'pause_time',
    label: { en: 'Pause time', fr: 'Temps de pause' },
    description: { en: 'Time paused for all queues.', fr: 'Temps de pause pour toutes les files.' },
    of: 'pause',
    source: 'contact-center 5.8',
    printedIn: periodic,
    traps: ['From PAUSEALL and UNPAUSEALL, not from the rows of single queues. A logoff ends a pause.'],
  }),
  duration({
    name: 'wrapup_time',
    label: { en: 'Wrap-up time', fr: 'Temps de post-appel' },
    description: { en: 'Time in wrap-up.', fr: 'Temps de post-appel.' },
    of: 'wrapUp',
    source: 'contact-center 5.8',
    printedIn: periodic,
    traps: ['From WRAPUPSTART: 0 on a PBX that does not write it. A logoff ends it.'],
  }),
  key(
    'line_num',
    'text',
    position,
    'contact-center 5.12',
    { en: 'Line', fr: 'Ligne' },
    { en: 'Line that the agent was logged in on.', fr: "Ligne sur laquelle l'agent était connecté." },
  ),
  key(
    'start_time',
    'instant',
    position,
    'contact-center 5.12',
    { en: 'Begin of the session', fr: 'Début de session' },
    { en: 'When the agent logged in on the line.', fr: "Connexion de l'agent sur la ligne." },
  ),
  computed({
    name: 'end_time',
    label: { en: 'End of the session', fr: 'Fin de session' },
    description: { en: 'When the agent left the line.', fr: "Départ de l'agent de la ligne." },
    unit: 'instant',
    formula: 'logoff that ends the session',
    compute: null,
    source: 'contact-center 5.12, L-16',
    printedIn: position,
    traps: ['A session that goes on counts until now and must not drop out of reports.'],
  }),
  declared({
    name: 'sda',
    label: { en: 'Direct number', fr: 'Numéro SDA' },
    description: {
      en: 'Direct inward number of the line.',
      fr: 'Numéro de sélection directe à l’arrivée de la ligne.',
    },
    unit: 'text',
    formula: 'DID of the line at the login',
    availability: 'needs configuration',
    source: 'contact-center 5.12',
    printedIn: position,
  }),
]
