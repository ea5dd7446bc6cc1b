import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue, definitionOf, definitionsNamed } from './catalogue.ts'
import type { QueueFigures } from './figures.ts'
import { addFigures, noQueueFigures } from './sums.ts'
import { figuresOfVisits } from './testing/some-figures.ts'

const someVisits = fc.array(fc.tuple(fc.nat(6), fc.nat(60_000_000), fc.nat(600_000_000)), { maxLength: 30 })
const someFigures = someVisits.map(figuresOfVisits)

const named = catalogue.map(definition => [`${definition.scope}: ${definition.name}`, definition] as const)

describe('every definition is complete:', () => {
  test.each(named)('%s', (_, { label, description, formula, source, traps, availability, compute }) => {
    for (const text of [label.en, label.fr, formula, source, ...traps]) expect(text.trim()).not.toBe('')
    for (const text of [description.en, description.fr]) expect(text).toMatch(/^\S.*\S\.$/)
    expect(source).toMatch(/contact-center \d|products-and-metrics 2/)
    if (availability !== 'queue_log') expect(compute).toBeNull()
  })
})

test('a name stands for one figure of its scope, and so does each of its old spellings', () => {
  const spellings = catalogue.flatMap(({ scope, name, aliases }) => [name, ...aliases].map(each => `${scope}: ${each}`))
  expect(spellings.filter((each, index) => spellings.indexOf(each) !== index)).toEqual([])
})

test('a formula explains: it is never the name itself, and a sum that it names alone is declared too', () => {
  for (const { scope, name, formula } of catalogue) {
    expect(formula, `${scope}: ${name}`).not.toBe(name)
    if (/^[a-z]+[A-Z]\w*$/.test(formula)) expect(() => definitionOf(scope, formula)).not.toThrow()
  }
})

const columns = {
  'xivo_stats.stat_queue_periodic':
    'time queue answered abandoned total full closed joinempty leaveempty divert_ca_ratio divert_waittime timeout',
  'xivo_stats.stat_queue_specific':
    'time queue_ref dst_num nb_offered nb_answered nb_abandoned sum_resp_delay answer_less_t1 answer_btw_t1_t2 answer_more_t2 abandoned_less_t1 abandoned_btw_t1_t2 abandoned_more_t2 communication_time hold_time wrapup_time',
  'xivo_stats.stat_agent_periodic': 'time agent login_time pause_time wrapup_time',
  'xivo_stats.stat_agent_specific':
    'time agent_num nb_offered nb_answered conversation_time ringing_time nb_outgoing_calls conversation_time_outgoing_calls hold_time nb_received_internal_calls conversation_time_received_internal_calls nb_transferred_intern nb_transferred_extern nb_emitted_internal_calls conversation_time_emitted_internal_calls nb_incoming_calls conversation_time_incoming_calls',
  'xivo_stats.stat_agent_queue_specific':
    'time agent_num queue_ref dst_num nb_answered_calls communication_time hold_time wrapup_time',
  'xivo_stats.agent_position': 'agent_num line_num start_time end_time sda',
  'xivo_stats.agent_states': 'agent time state',
  'xivo_stats.call_element': 'id call_data_id start_time answer_time end_time interface',
  QueueStatistics:
    'presented refused offered answered diverted abandoned shortAbandoned timedOut exitedWithKey exitedEmpty withdrawn callbackRequested lostBySystem open answeredWithin abandonedWithin waitSecondsOfAnswered waitSecondsOfAbandoned maxWaitSeconds ringSeconds talkSeconds holdSeconds wrapUpSeconds averageSpeedOfAnswerSeconds averageTalkSeconds averageHandleSeconds waitPercentileSeconds answerRate abandonRate serviceLevel',
  AgentStatistics:
    'loginSeconds readySeconds pauseSeconds wrapUpSeconds ringingSeconds talkingSeconds holdSeconds uncertainSeconds offered answered missed occupancy averageHandleSeconds internalReceived internalPlaced externalReceived externalPlaced transferredInternally transferredExternally',
  QueueVisit: 'waitSeconds ringSeconds talkSeconds holdSeconds entryPosition exitPosition',
}

test.each(Object.entries(columns))('every column of %s is declared', (table, names) => {
  const declared = catalogue.filter(({ printedIn }) => printedIn.includes(table)).map(({ name }) => name)
  expect(declared).toEqual(expect.arrayContaining(names.split(' ')))
  if (table.startsWith('xivo_stats.')) expect(declared.sort()).toEqual(names.split(' ').sort())
})

const liveNames = [
  'Entered',
  'Answered',
  'AnsweredBefore15',
  'Abandoned',
  'AbandonedAfter15',
  'Closed',
  'Timeout',
].flatMap(name => [`TotalNumberCalls${name}`, `TotalNumberCalls${name}LastHour`])

test('the real-time names of the original are found in all their spellings', () => {
  const names = [
    ...liveNames,
    ...'PercentageAnsweredBefore15 PercentageAbandonedAfter15 WaitingCalls LongestWaitTime EWT AvailableAgents TalkingAgents LoggedAgents'.split(
      ' ',
    ),
    ...'PausedTime WrapupTime ReadyTime InbCalls InbAcdCalls InbCallTime InbAcdCallTime InbAnsCalls InbAnsAcdCalls InbUnansCalls InbUnansAcdCalls InbPercUnansCalls InbPercUnansAcdCalls InbAverCallTime InbAverAcdCallTime OutCalls OutCallTime LoginDateTime LogoutDateTime'.split(
      ' ',
    ),
    ...'TotalNumberCallsAbandonned LongestWaitingTime AgentPausedTotalTime AgentWrapupTotalTime AgentReadyTotalTime Xivo-WaitingCalls'.split(
      ' ',
    ),
  ]
  for (const name of names) expect(definitionsNamed([name]), name).toHaveLength(1)
})

describe('a search by name', () => {
  test('finds the figure in every scope that has one of that name', () => {
    expect(definitionsNamed(['answered']).map(({ scope }) => scope)).toEqual([
      'queue',
      'agent',
      'agent x queue',
      'live queue',
      'live agent',
    ])
  })

  test('finds the counters of a threshold that a site has configured itself', () => {
    expect(definitionsNamed(['TotalNumberCallsAnsweredBefore30LastHour']).map(({ formula }) => formula)).toEqual([
      'answered with wait < 30 s',
    ])
  })

  test('finds nothing for a name that means nothing, and everything without names', () => {
    expect(definitionsNamed(['After99', 'constructor', ''])).toEqual([])
    expect(definitionsNamed([])).toEqual([])
    expect(definitionsNamed()).toBe(catalogue)
  })
})

const value = (name: string, figures: QueueFigures) => {
  const definition = definitionOf('queue', name)
  return definition.scope === 'queue' && definition.compute ? definition.compute(figures) : undefined
}

/** contact-center 24 G-16: the months of one queue and their total, t1 = 15, t2 = 20. */
const months = [
  {
    offered: 10,
    answered: 7,
    abandoned: 3,
    abandonedBeforeT1: 2,
    abandonedT1ToT2: 1,
    answeredBeforeT1: 4,
    answeredFromT2: 3,
  },
  { offered: 3, answered: 3, answeredBeforeT1: 2, answeredFromT2: 1 },
  { offered: 7, answered: 2, abandoned: 5, abandonedBeforeT1: 5, answeredBeforeT1: 2 },
  { offered: 7, answered: 1, abandoned: 5, exitedEmpty: 1, abandonedBeforeT1: 5, answeredBeforeT1: 1 },
].map(some => ({ ...noQueueFigures, ...some }))

test('diverted are the calls that the queue itself sent elsewhere, of which those at the longest wait are dissuaded (C-34)', () => {
  const figures = {
    ...noQueueFigures,
    refusedFull: 1,
    refusedJoinEmpty: 2,
    refusedDivertRatio: 4,
    refusedDivertWait: 8,
    timedOut: 16,
    exitedEmpty: 32,
    refusedClosed: 64,
    abandoned: 128,
    exitedWithKey: 256,
  }
  expect(value('diverted', figures)).toBe(63)
  expect(value('timedOut', figures)).toBe(16)
})

const percent = (ratio: number | null | undefined) => Number(((ratio ?? NaN) * 100).toFixed(2))

test('quality of service and acceptance are those of the sample report, the totals computed from sums (G-16)', () => {
  const rows = [...months, months.reduce(addFigures, noQueueFigures)]
  expect(rows.map(row => percent(value('qualityOfServiceT1', row)))).toEqual([57.14, 66.67, 100, 100, 69.23])
  expect(rows.map(row => percent(value('answerRate', row)))).toEqual([70, 100, 28.57, 14.29, 48.15])
})

test('refused calls are presented and refused, but not offered (G-15, number 1107)', () => {
  const row = { ...noQueueFigures, offered: 8, answered: 8, refusedClosed: 12 }
  expect([value('presented', row), value('refused', row), value('nb_offered', row), value('answerRate', row)]).toEqual([
    20, 12, 8, 1,
  ])
})

test('a wait is counted by vendors over the answered or over all: the two means differ', () => {
  const row = {
    ...noQueueFigures,
    offered: 4,
    answered: 2,
    abandoned: 1,
    open: 1,
    waitOfAnswered: 20e6,
    waitOfAll: 50e6,
  }
  expect(value('averageSpeedOfAnswerSeconds', row)).toBe(10)
  expect(value('meanResponseDelaySeconds', row)).toBe(5)
  expect(value('averageWaitSeconds', row)).toBeCloseTo(16.667, 3)
})

test('short abandons leave both sides of the adjusted abandon rate', () => {
  const row = { ...noQueueFigures, offered: 110, abandoned: 30, shortAbandoned: 10 }
  expect(value('adjustedAbandonRate', row)).toBe(0.2)
})

test('without a denominator there is no share and no mean, rather than 0 or 100 %', () => {
  for (const definition of catalogue) {
    if (definition.scope !== 'queue' || !definition.compute || !definition.formula.includes('/')) continue
    expect(definition.compute(noQueueFigures), definition.name).toBeNull()
  }
})

test('every share is 0..1 or null whatever the figures', () => {
  fc.assert(
    fc.property(someFigures, figures => {
      for (const definition of catalogue) {
        if (definition.scope !== 'queue' || definition.unit !== 'ratio' || !definition.compute) continue
        const share = definition.compute(figures)
        if (share !== null && !(share >= 0 && share <= 1)) expect.fail(`${definition.name} is ${share}`)
      }
    }),
  )
})

test('counts and lengths of two groups are those of both together', () => {
  fc.assert(
    fc.property(someFigures, someFigures, (a, b) => {
      for (const definition of catalogue) {
        const additive =
          definition.unit === 'count' || (definition.unit === 'seconds' && !definition.formula.includes('/'))
        if (definition.scope !== 'queue' || !additive || !definition.compute || definition.name === 'maxWaitSeconds')
          continue
        const apart = Number(definition.compute(a)) + Number(definition.compute(b))
        expect(definition.compute(addFigures(a, b)), definition.name).toBeCloseTo(apart, 6)
      }
    }),
  )
})

test('occupancy is the share of work in the time that could have been work', () => {
  const definition = definitionOf('agent', 'occupancy')
  if (definition.scope !== 'agent') throw new Error('occupancy is of an agent')
  const day = {
    login: 3600e6,
    ready: 900e6,
    pause: 600e6,
    pauseByReason: new Map<string, number>(),
    wrapUp: 300e6,
    ringing: 0,
    talking: 1800e6,
    hold: 200e6,
    uncertain: 0,
    offered: 12,
    answered: 10,
    missed: 2,
    talkOfAnswered: 1800e6,
    wrapUpOfAnswered: 300e6,
    transferredBlind: 0,
    transferredAttended: 0,
  }
  expect(definition.compute?.(day)).toBe(0.7)
  expect(definition.compute?.({ ...day, talking: 0, wrapUp: 0, ready: 0 })).toBeNull()
})

test('a figure that the catalogue does not have is a mistake that shows at once', () => {
  expect(() => definitionOf('queue', 'abandonnedRate')).toThrow(
    'The catalogue has no figure abandonnedRate of scope queue',
  )
})
