import { figuresOf, ratioOf, type DefinitionOf, type Text, type Unit } from './definition.ts'
import type { LiveCounters, LiveQueue } from './live.ts'

const { computed, count, duration } = figuresOf('live queue')

type Figure = DefinitionOf<'live queue'>

interface Counter {
  readonly name: string
  readonly label: Text
  readonly description: Text
  readonly unit?: Unit
  readonly formula: string
  readonly of: (counters: LiveCounters) => number | null
  readonly traps?: readonly string[]
  readonly aliases?: readonly string[]
}

/** A counter since midnight and its sliding last hour (contact-center 8.1; the original has no percentages of the hour, L-17). */
function counter({ of, unit = 'count', traps = [], aliases = [], ...words }: Counter): Figure[] {
  const source = 'contact-center 8.1, 8.2, C-11'
  const lastHour: Counter['label'] = { en: `${words.label.en}, last hour`, fr: `${words.label.fr}, dernière heure` }
  return [
    computed({
      ...words,
      unit,
      aliases,
      source,
      traps: ['Back to 0 at midnight of the site.', ...traps],
      reads: ['today'],
      compute: queue => of(queue.today),
    }),
    computed({
      ...words,
      name: `${words.name}LastHour`,
      label: lastHour,
      unit,
      aliases: aliases.map(alias => `${alias}LastHour`),
      source,
      traps: ['Of the last 60 minutes, sliding.', ...traps],
      reads: ['lastHour'],
      compute: queue => of(queue.lastHour),
    }),
  ]
}

const percentOf = (part: number | undefined, whole: number): number | null => {
  const ratio = ratioOf(part ?? null, whole)
  return ratio === null ? null : ratio * 100
}

const percentTraps = [
  'Of the calls entered, so the two percentages do not add up to 100. Absent when no call has entered. Printed with one decimal.',
  'May pass 100: a call that entered before midnight raises the numerator only.',
]

/** The four figures of one published threshold. Strict: before is wait < XX, after is wait >= XX, unlike the service level. */
export function thresholdCounters(seconds: number): Figure[] {
  const before = { en: `Answered before ${seconds} s`, fr: `Répondus avant ${seconds} s` }
  const after = { en: `Abandoned after ${seconds} s`, fr: `Abandonnés après ${seconds} s` }
  return [
    ...counter({
      name: `TotalNumberCallsAnsweredBefore${seconds}`,
      label: before,
      description: {
        en: `Calls answered in less than ${seconds} seconds.`,
        fr: `Appels pris en moins de ${seconds} secondes.`,
      },
      formula: `answered with wait < ${seconds} s`,
      of: counters => counters.answeredBefore.get(seconds) ?? null,
    }),
    ...counter({
      name: `TotalNumberCallsAbandonedAfter${seconds}`,
      label: after,
      description: {
        en: `Calls abandoned after ${seconds} seconds of wait or more.`,
        fr: `Appels abandonnés après au moins ${seconds} secondes d'attente.`,
      },
      formula: `abandoned with wait >= ${seconds} s`,
      of: counters => counters.abandonedAfter.get(seconds) ?? null,
      aliases: [`TotalNumberCallsAbandonnedAfter${seconds}`],
    }),
    ...counter({
      name: `PercentageAnsweredBefore${seconds}`,
      label: { en: `%Ans. ${seconds}s`, fr: `% rép. ${seconds} s` },
      description: {
        en: `Share of the calls entered that were answered in less than ${seconds} seconds.`,
        fr: `Part des appels entrés qui ont été pris en moins de ${seconds} secondes.`,
      },
      unit: 'percent',
      formula: `answered with wait < ${seconds} s / entered x 100`,
      of: counters => percentOf(counters.answeredBefore.get(seconds), counters.entered),
      traps: percentTraps,
    }),
    ...counter({
      name: `PercentageAbandonedAfter${seconds}`,
      label: { en: `%Abn. ${seconds}s`, fr: `% aban. ${seconds} s` },
      description: {
        en: `Share of the calls entered that were abandoned after ${seconds} seconds or more.`,
        fr: `Part des appels entrés qui ont été abandonnés après au moins ${seconds} secondes.`,
      },
      unit: 'percent',
      formula: `abandoned with wait >= ${seconds} s / entered x 100`,
      of: counters => percentOf(counters.abandonedAfter.get(seconds), counters.entered),
      traps: percentTraps,
      aliases: [`PercentageAbandonnedAfter${seconds}`],
    }),
  ]
}

/** Seconds that are always published beside the configured ones (contact-center 8.2). */
const standardThresholdSeconds = 15

/** What a site that configures these publishes: 15 is always there, each once, ascending (G-26). */
export const publishedThresholds = (configured: readonly number[]): number[] =>
  [...new Set([...configured, standardThresholdSeconds])].sort((a, b) => a - b)

const state = {
  source: 'contact-center 8.1, C-11',
  traps: ['A state: it does not go back to 0 at midnight and has no last hour.'],
}

type AgentCount = 'availableAgents' | 'talkingAgents' | 'loggedAgents'

const agents = (
  name: string,
  of: AgentCount & keyof LiveQueue,
  label: Text,
  description: Text,
  aliases: string[] = [],
) => count({ ...state, name, label, description, of, aliases })

/** The real-time counters of the original, under its names. */
export const liveCounters: readonly Figure[] = [
  ...counter({
    name: 'TotalNumberCallsEntered',
    label: { en: 'Entered', fr: 'Entrés' },
    description: { en: 'Calls that entered the queue.', fr: 'Appels entrés dans la file.' },
    formula: 'entered',
    of: counters => counters.entered,
  }),
  ...counter({
    name: 'TotalNumberCallsAnswered',
    label: { en: 'Answered', fr: 'Répondus' },
    description: { en: 'Calls that an agent took.', fr: 'Appels pris par un agent.' },
    formula: 'answered',
    of: counters => counters.answered,
  }),
  ...counter({
    name: 'TotalNumberCallsAbandoned',
    label: { en: 'Abandoned', fr: 'Abandonnés' },
    description: { en: 'Calls left unanswered by hang-up.', fr: 'Appels raccrochés sans réponse.' },
    formula: 'abandoned',
    of: counters => counters.abandoned,
    aliases: ['TotalNumberCallsAbandonned'],
  }),
  ...counter({
    name: 'TotalNumberCallsClosed',
    label: { en: 'Closed', fr: 'Fermée' },
    description: { en: 'Calls received while the queue was closed.', fr: 'Appels reçus pendant la fermeture.' },
    formula: 'closed',
    of: counters => counters.closed,
    traps: ['Stock Asterisk writes no row for it.'],
  }),
  ...counter({
    name: 'TotalNumberCallsTimeout',
    label: { en: 'Timed out', fr: 'Expirés' },
    description: { en: 'Calls diverted at the maximum waiting time.', fr: "Appels déviés au temps d'attente maximal." },
    formula: 'timedOut',
    of: counters => counters.timedOut,
  }),
  ...thresholdCounters(standardThresholdSeconds),
  count({
    ...state,
    name: 'WaitingCalls',
    label: { en: 'Waiting calls', fr: 'Appels en attente' },
    description: { en: 'Calls that wait unanswered now.', fr: 'Appels en attente sans réponse.' },
    of: 'waiting',
    aliases: ['Xivo-WaitingCalls'],
  }),
  duration({
    ...state,
    name: 'LongestWaitTime',
    label: { en: 'Longest wait', fr: 'Plus longue attente' },
    description: { en: 'Wait of the oldest waiting call so far.', fr: "Attente actuelle de l'appel le plus ancien." },
    of: 'longestWait',
    aliases: ['LongestWaitingTime'],
  }),
  duration({
    ...state,
    name: 'EWT',
    label: { en: 'Estimated wait', fr: 'Attente estimée' },
    description: { en: 'Wait that a new caller may expect.', fr: 'Attente probable pour un nouvel appelant.' },
    of: 'estimatedWait',
  }),
  agents(
    'AvailableAgents',
    'availableAgents',
    { en: 'Available agents', fr: 'Agents disponibles' },
    { en: 'Agents able to take a call now.', fr: 'Agents pouvant prendre un appel.' },
  ),
  agents(
    'TalkingAgents',
    'talkingAgents',
    { en: 'Talking agents', fr: 'Agents en ligne' },
    { en: 'Agents in conversation.', fr: 'Agents en conversation.' },
  ),
  agents(
    'LoggedAgents',
    'loggedAgents',
    { en: 'Logged agents', fr: 'Agents connectés' },
    { en: 'Agents logged in for the queue.', fr: 'Agents connectés à la file.' },
    ['Xivo-LoggedAgents'],
  ),
]
