import type { Definition } from '../ui/explanation/definitions.tsx'

type Text = readonly [en: string, fr: string]

interface FakeDefinition extends Omit<Definition, 'label' | 'description'> {
  readonly label: (args: { language?: string }) => string
  readonly description: (args: { language?: string }) => string
}

const define = (
  scope: string,
  name: string,
  label: Text,
  description: Text,
  formula: string,
  traps: readonly string[] = [],
): FakeDefinition => ({
  scope,
  name,
  label: ({ language }) => label[language === 'FR' ? 1 : 0],
  description: ({ language }) => description[language === 'FR' ? 1 : 0],
  unit: name.endsWith('Seconds') ? 'SECONDS' : 'COUNT',
  formula,
  source: 'contact-center 8.1',
  traps,
  availability: 'AVAILABLE',
})

/** A few definitions with texts like those of the catalogue; every other figure of the page has none here. */
export const fakeDefinitions: readonly FakeDefinition[] = [
  define(
    'LIVE_QUEUE',
    'waiting',
    ['Waiting calls', 'Appels en attente'],
    ['Calls that wait in the queue now, unanswered.', 'Appels qui attendent en ce moment dans la file.'],
    'count of visits without an end',
  ),
  define(
    'LIVE_QUEUE',
    'longestWaitSeconds',
    ['Longest wait', 'Plus longue attente'],
    ['How long the caller who waits longest has been waiting.', 'Depuis quand attend celui qui attend le plus.'],
    'now - earliest entry of the waiting',
    ['By the clock of the PBX: one that runs ahead shortens every wait.'],
  ),
  define(
    'LIVE_QUEUE',
    'serviceLevel',
    ['Service level', 'Niveau de service'],
    ['Share of the calls that were answered in time.', 'Part des appels répondus dans le délai.'],
    'answered <= T / (answered + abandoned - abandoned <= s + timedOut + exitedEmpty + lostBySystem)',
    ['A call that waits longer than T counts as missed before it ends.', 'Another formula gives another number.'],
  ),
  define(
    'LIVE_QUEUE',
    'answered',
    ['Answered', 'Répondus'],
    ['Calls answered since midnight of the site.', 'Appels répondus depuis minuit du site.'],
    'count of CONNECT',
  ),
  define(
    'QUEUE',
    'offered',
    ['Offered', 'Offerts'],
    ['Visits: entries into the queue.', 'Passages : entrées dans la file.'],
    'count of ENTERQUEUE',
    ['Refused calls are not in it.'],
  ),
  define(
    'QUEUE',
    'abandonRate',
    ['Abandon rate', 'Taux d’abandon'],
    [
      'Share of the offered calls whose callers hung up while waiting.',
      'Part des appels offerts dont l’appelant a raccroché.',
    ],
    'abandoned / offered',
    ['A visit that left on timeout is not an abandon, although Asterisk counts it as one.'],
  ),
]
