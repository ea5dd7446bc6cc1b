import { figuresOf } from './definition.ts'

const { duration, share, computed } = figuresOf('agent')

const printedIn = ['AgentStatistics']
const union = 'Cut at the ends of the interval; a union over queues and lines, never their sum.'

/** Where an agent's time went. */
export const agentTime = [
  duration({
    name: 'loginSeconds',
    label: { en: 'Login time', fr: 'Temps de connexion' },
    description: { en: 'Time that the agent was logged in.', fr: "Temps pendant lequel l'agent était connecté." },
    of: 'login',
    formula: 'length of the union of sessions',
    source: 'products-and-metrics 2.3 #47, contact-center 5.8',
    printedIn,
    traps: [
      union,
      'Wazo sums it per queue, so an agent of three queues is there three hours an hour.',
      'Includes pauses.',
    ],
  }),
  duration({
    name: 'readySeconds',
    label: { en: 'Ready time', fr: 'Temps de disponibilité' },
    description: {
      en: 'Time that the agent waited for a call: logged in, not paused, not ringing, not talking, not in wrap-up.',
      fr: "Temps d'attente d'un appel : connecté, ni en pause, ni en sonnerie, ni en ligne, ni en post-appel.",
    },
    of: 'ready',
    formula: 'length of the union of READY states',
    source: 'products-and-metrics 2.3 #51, contact-center 8.4',
    printedIn,
    aliases: ['idle', 'available'],
    traps: ['Ringing is not in it; some products count it as available.', union],
  }),
  duration({
    name: 'pauseSeconds',
    label: { en: 'Pause time', fr: 'Temps de pause' },
    description: {
      en: 'Time that the agent was paused, in all or for one reason.',
      fr: "Temps pendant lequel l'agent était en pause, au total ou pour un motif.",
    },
    of: 'pause',
    formula: 'length of the union of PAUSED states',
    source: 'products-and-metrics 2.3 #48, contact-center 5.8',
    printedIn,
    traps: [
      'Part of login time.',
      'A change of the reason without an unpause ends one reason and begins the next.',
      'A pause in one of several queues is no pause of the agent: he can still get calls.',
      union,
    ],
  }),
  duration({
    name: 'wrapUpSeconds',
    label: { en: 'Wrap-up time', fr: 'Temps de post-appel' },
    description: {
      en: 'Time that the agent spent on work after calls.',
      fr: "Temps consacré par l'agent au travail après appel.",
    },
    of: 'wrapUp',
    formula: 'length of the union of WRAP_UP states',
    source: 'products-and-metrics 2.3 #35, contact-center 5.8',
    printedIn,
    aliases: ['ACW'],
    traps: ['Stock Asterisk writes no event for it: 0 unless the PBX does (XiVO: WRAPUPSTART).', union],
  }),
  duration({
    name: 'ringingSeconds',
    label: { en: 'Ringing time', fr: 'Temps de sonnerie' },
    description: {
      en: "Time that the agent's telephone rang for a queue.",
      fr: "Temps de sonnerie du poste de l'agent pour une file.",
    },
    of: 'ringing',
    formula: 'length of the union of RINGING states',
    source: 'contact-center 5.10',
    printedIn,
    traps: [
      'Outside of occupancy: a queue that rings all telephones would inflate it.',
      'queue_log has no row of a ring that another agent ended, and whole seconds of the others: exact where the manager interface is heard.',
      union,
    ],
  }),
  duration({
    name: 'talkingSeconds',
    label: { en: 'Talking time', fr: 'Temps de conversation' },
    description: {
      en: 'Time that the agent talked with callers of a queue, hold included.',
      fr: "Temps de conversation de l'agent avec des appelants d'une file, garde comprise.",
    },
    of: 'talking',
    formula: 'length of the union of TALKING states',
    source: 'contact-center 5.10',
    printedIn,
    traps: ['Calls outside of the queues are not in queue_log.', union],
  }),
  duration({
    name: 'holdSeconds',
    label: { en: 'Hold time', fr: 'Durée de mise en garde' },
    description: {
      en: 'Time that callers of queues spent on hold by the agent.',
      fr: "Temps passé en garde chez l'agent par les appelants des files.",
    },
    of: 'hold',
    formula: 'sum(hold periods) of his visits',
    source: 'products-and-metrics 2.3 #34, contact-center 5.10',
    printedIn,
    traps: [
      '0 unless the site sends CEL or AMI, or its PBX writes CALLERONHOLD. AMI is believed before CEL, CEL before queue_log.',
      'Whole, in the interval of the answer, unlike talking time, which is cut at its ends.',
      'Part of talking time: adding both counts it twice.',
    ],
  }),
  duration({
    name: 'uncertainSeconds',
    label: { en: 'Uncertain time', fr: 'Temps incertain' },
    description: {
      en: 'Time of which nobody can know what the agent did, e.g. because the PBX died.',
      fr: "Temps dont nul ne peut savoir ce qu'en a fait l'agent, par exemple après un arrêt brutal du PBX.",
    },
    of: 'uncertain',
    formula: 'length of the union of UNCERTAIN states',
    source: 'contact-center 9',
    printedIn,
    traps: ['Neither login nor absence: it is in no other figure, and not guessed.'],
  }),
  share({
    name: 'occupancy',
    label: { en: 'Occupancy', fr: "Taux d'occupation" },
    description: {
      en: 'Share of the time in which the agent could work on calls that he did work on them.',
      fr: "Part du temps consacré aux appels dans le temps où l'agent pouvait en traiter.",
    },
    of: ['talking', 'wrapUp'],
    among: ['talking', 'wrapUp', 'ready'],
    source: 'products-and-metrics 2.3 #54',
    printedIn,
    traps: [
      'Hold is inside talking. Ringing and pauses are on neither side; Avaya adds ringing, others divide by login time.',
    ],
  }),
  computed({
    name: 'callsPerHour',
    label: { en: 'Calls per hour', fr: 'Appels par heure' },
    description: {
      en: 'Answered calls per hour of login without pauses.',
      fr: 'Appels pris en charge par heure de connexion hors pauses.',
    },
    unit: 'per hour',
    formula: 'answered / ((loginSeconds - pauseSeconds) / 3600)',
    reads: ['answered', 'login', 'pause'],
    compute: f => (f.login > f.pause ? f.answered / ((f.login - f.pause) / 3_600_000_000) : null),
    source: 'products-and-metrics 2.3 #59',
    aliases: ['CPH'],
    traps: ['Products divide by login, by login without pauses, or by paid time.'],
  }),
]
