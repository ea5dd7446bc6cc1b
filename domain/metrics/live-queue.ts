import { figuresOf, type Text } from './definition.ts'
import type { LiveQueue } from './live.ts'

const { duration, count } = figuresOf('live queue')

const printedIn = ['QueueBoard']

const agents = (
  name: keyof LiveQueue & `${string}Agents`,
  formula: string,
  label: Text,
  description: Text,
  trap?: string,
) =>
  count({
    name,
    label,
    description,
    of: name,
    formula: `agents of the queue ${formula}`,
    source: 'contact-center 8.1',
    printedIn,
    traps: ['An agent of several queues is counted in each.', ...(trap === undefined ? [] : [trap])],
  })

/** What the live board shows of the state of a queue. */
export const liveQueueFigures = [
  count({
    name: 'waiting',
    label: { en: 'Waiting', fr: 'En attente' },
    description: { en: 'Callers who wait in the queue now.', fr: 'Appelants en attente dans la file en ce moment.' },
    of: 'waiting',
    formula: 'open visits',
    source: 'contact-center 8.1, 8.3',
    printedIn,
    traps: ['A state: it does not go back to 0 at midnight.'],
  }),
  duration({
    name: 'longestWaitSeconds',
    label: { en: 'Longest wait', fr: 'Plus longue attente' },
    description: {
      en: 'How long the caller who waits longest has waited so far; absent when nobody waits.',
      fr: "Temps d'attente actuel de l'appelant le plus ancien ; absent si personne n'attend.",
    },
    of: 'longestWait',
    formula: 'now - the earliest entry of the open visits',
    source: 'contact-center 8.1, 8.3, products-and-metrics 2.3 #23',
    printedIn,
  }),
  duration({
    name: 'estimatedWaitSeconds',
    label: { en: 'Estimated wait', fr: 'Attente estimée' },
    description: {
      en: "Wait that a caller who comes now may expect: the mean wait of today's newest 20 answered visits.",
      fr: 'Attente probable pour un nouvel appelant : moyenne des 20 dernières visites répondues du jour.',
    },
    of: 'estimatedWait',
    formula: "mean wait of today's newest 20 answered visits",
    source: 'contact-center 8.1, 10.5, products-and-metrics 2.3 #24',
    printedIn,
    traps: ['An estimate, stale when nobody has been answered for a while. It is not the holdtime of Asterisk.'],
  }),
  count({
    name: 'talking',
    label: { en: 'In conversation', fr: 'En conversation' },
    description: { en: 'Calls of the queue that talk with an agent now.', fr: 'Appels de la file en conversation.' },
    of: 'talking',
    formula: 'answered visits without an end',
    source: 'contact-center 8.1',
    printedIn,
  }),
  agents(
    'loggedAgents',
    'with a session',
    { en: 'Logged in', fr: 'Connectés' },
    { en: 'Agents logged in for the queue.', fr: 'Agents connectés à la file.' },
  ),
  agents(
    'availableAgents',
    'in state READY, not paused in this queue, whose telephone is free',
    { en: 'Available', fr: 'Disponibles' },
    { en: 'Agents who can take a call of the queue now.', fr: 'Agents pouvant prendre un appel de la file.' },
    'Whether a telephone is free only AMI tells: without it each counts as free.',
  ),
  agents(
    'talkingAgents',
    'in state TALKING',
    { en: 'Talking', fr: 'En ligne' },
    { en: 'Agents of the queue in conversation.', fr: 'Agents de la file en conversation.' },
    'Also with callers of other queues.',
  ),
  agents(
    'ringingAgents',
    'in state RINGING',
    { en: 'Ringing', fr: 'En sonnerie' },
    { en: 'Agents of the queue whose telephone rings.', fr: 'Agents de la file dont le poste sonne.' },
    'From queue_log a ring is known only once it is over: 0 without AMI.',
  ),
  agents(
    'pausedAgents',
    'in state PAUSED, or paused in this queue',
    { en: 'Paused', fr: 'En pause' },
    { en: 'Agents of the queue who are paused.', fr: 'Agents de la file en pause.' },
  ),
  agents(
    'otherCallAgents',
    'in state READY whose telephone is in use, or rings, for a call that no queue gave',
    { en: 'On another call', fr: 'En autre appel' },
    {
      en: 'Agents of the queue who would be available, but are on a call outside of queues.',
      fr: "Agents de la file qui seraient disponibles, mais sont en communication hors file d'attente.",
    },
    'Only AMI tells: 0 without it. They wait for no call then, but their time goes on counting as ready.',
  ),
  agents(
    'unreachableAgents',
    'in state READY whose telephone cannot be reached',
    { en: 'Unreachable', fr: 'Injoignables' },
    {
      en: 'Agents of the queue who would be available, but whose telephone cannot be reached.',
      fr: 'Agents de la file qui seraient disponibles, mais dont le poste est injoignable.',
    },
    'Only AMI tells: 0 without it. Their time goes on counting as ready.',
  ),
  agents(
    'wrapUpAgents',
    'in state WRAP_UP',
    { en: 'Wrap-up', fr: 'Post-appel' },
    { en: 'Agents of the queue in wrap-up.', fr: 'Agents de la file en post-appel.' },
  ),
]
