import { expect, test } from 'vitest'
import { configuredMemberships } from '../agents/actions/configured-memberships.ts'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { after } from '../configuration/testing/given.ts'
import { skillFallbacksOf } from '../queues/skill-fallbacks.ts'
import { callCenter } from './dialplan/testing/call-center.ts'
import { readDialplan } from './dialplan/testing/read-dialplan.ts'
import { renderFiles } from './render.ts'
import { parseConf, sectionsOf, valuesOf } from './testing/parse-conf.ts'
import { contentOf, renderingOf } from './testing/sample-configurations.ts'

const agent = (number: string, english: number): ConfigurationCommand => ({
  defineAgent: {
    number,
    firstName: number,
    context: 'default',
    ...(english > 0 && { skills: [{ skill: 'english', weight: english }] }),
  },
})
const incall = (number: string, to: Record<string, unknown>): ConfigurationCommand => ({
  defineIncall: { number, context: 'from-extern', destination: { queue: { queue: 'world', ...to } } },
})

/** Two who speak English, better and worse, one who does not, and a user. */
const world = (...more: readonly ConfigurationCommand[]) =>
  after(
    callCenter(),
    { defineSkill: { name: 'english' } },
    { defineSkillRuleSet: { name: 'speaks', rules: ['WT < 60, $lang > 50', '$lang > 0'] } },
    agent('8101', 75),
    agent('8102', 25),
    agent('8103', 0),
    {
      defineQueue: {
        name: 'world',
        displayName: 'World',
        members: [{ agent: '8103' }, { agent: '8102' }, { agent: '8101', penalty: 2 }, { user: 'bob' }],
      },
    },
    incall('0140000090', {
      skillRuleSet: 'speaks',
      skillVariables: [{ name: 'lang', value: 'english' }],
    }),
    ...more,
  )

const file = (path: string, configuration: ReturnType<typeof world>) =>
  contentOf(renderFiles(renderingOf(configuration, 'main')), path)
const stepsOf = (context: string, configuration: ReturnType<typeof world>, exten = 's') =>
  (readDialplan(file('extensions.conf', configuration)).get(context)?.extensions.get(exten) ?? []).map(
    one => `${one.label === undefined ? '' : `${one.label}: `}${one.application}(${one.arguments})`,
  )
const changes = (name: string, configuration: ReturnType<typeof world>) =>
  valuesOf(sectionsOf(parseConf(file('queuerules.conf', configuration)), name)[0], 'penaltychange')

test('on a stock Asterisk the rules of a rule set become penalties, wherever these are told', () => {
  const added = ['8101', '8102', '8103'].map(number => stepsOf(`agent~${number}`, world(), 'login')[0])
  expect(added).toEqual([
    'AddQueueMember(world,Local/id-8101@agentcallback,2,,Agent/8101,${XIVO_AGENT_INTERFACE})',
    'AddQueueMember(world,Local/id-8102@agentcallback,3,,Agent/8102,${XIVO_AGENT_INTERFACE})',
    'AddQueueMember(world,Local/id-8103@agentcallback,6,,Agent/8103,${XIVO_AGENT_INTERFACE})',
  ])
  expect([...configuredMemberships(world(), '8102')]).toEqual([['world', 3]])
  const [queue] = sectionsOf(parseConf(file('queues.conf', world())), 'world')
  expect(valuesOf(queue, 'member')).toEqual(['PJSIP/def12345,6,bob,PJSIP/def12345'])
})

test('a call looks at the penalties of its first rule, then at those of the next; without them at those of the next at once', () => {
  expect(stepsOf('skills~world', world())).toEqual([
    'GotoIf($["${XIVO_QUEUESKILLRULESET}" = "speaks(lang=english)"]?call0)',
    'Return()',
    'call0: Set(XIVO_SKILLRULE=skills~world~0~0)',
    'Set(QUEUE_MIN_PENALTY=0)',
    'Set(QUEUE_MAX_PENALTY=2)',
    'Gosub(xivo-skill-members,s,1(world))',
    'GotoIf($["${GOSUB_RETVAL}" = "1"]?done)',
    'Set(XIVO_SKILLRULE=skills~world~0~1)',
    'Set(QUEUE_MIN_PENALTY=0)',
    'Set(QUEUE_MAX_PENALTY=5)',
    'Gosub(xivo-skill-members,s,1(world))',
    'GotoIf($["${GOSUB_RETVAL}" = "1"]?done)',
    'Set(XIVO_SKILLRULE=skills~world~0~0)',
    'Set(QUEUE_MIN_PENALTY=0)',
    'Set(QUEUE_MAX_PENALTY=2)',
    'Goto(done)',
    'done: Return()',
  ])
  expect(changes('skills~world~0~0', world())).toEqual(['60,5,0'])
  expect(changes('skills~world~0~1', world())).toEqual([])
})

test('it takes the rule before it enters, where each version of Asterisk has it, and forgets it behind', () => {
  const steps = stepsOf('queue~world', world())
  const at = steps.indexOf('Queue(world,${XIVO_QUEUEOPTIONS},,,${XIVO_QUEUETIMEOUT},,,,${XIVO_SKILLRULE})')
  expect(steps[at - 1]).toBe('Gosub(skills~world,s,1)')
  expect(steps.slice(at + 1, at + 4)).toEqual([
    'Set(XIVO_SKILLRULE=)',
    'Set(QUEUE_MIN_PENALTY=2147483647)',
    'Set(QUEUE_MAX_PENALTY=2147483647)',
  ])
  const newer = world({ changeMediaServer: { name: 'main', asteriskVersion: '22' } })
  expect(stepsOf('queue~world', newer)).toContain(
    'Queue(world,${XIVO_QUEUEOPTIONS},,,${XIVO_QUEUETIMEOUT},,,${XIVO_SKILLRULE})',
  )
})

test('a patched Asterisk, and a queue to which no call brings rules, keep the configured penalties', () => {
  const patched = world({ changeMediaServer: { name: 'main', patched: true } })
  const without = world({ removeIncall: { number: '0140000090', context: 'from-extern' } })
  for (const configuration of [patched, without]) {
    expect([...configuredMemberships(configuration, '8101')]).toEqual([['world', 2]])
    expect(stepsOf('skills~world', configuration)).toEqual([])
    expect(file('queuerules.conf', configuration)).not.toContain('skills~')
  }
})

test('who is logged in has the penalty of the files that the PBX has, and who is new since is behind those whom rules mean', () => {
  const applied = skillFallbacksOf(world())
  const later = world({ addAgentSkill: { agent: '8103', skill: 'english', weight: 90 } }, agent('8104', 99), {
    addQueueMember: { queue: 'world', agent: '8104', penalty: 1 },
  })
  const told = (number: string, fallbacks?: typeof applied) =>
    configuredMemberships(later, number, fallbacks).get('world')
  expect(['8101', '8103', '8104'].map(number => told(number))).toEqual([2, 0, 1])
  expect(['8101', '8103', '8104'].map(number => told(number, applied))).toEqual([2, 6, 7])
})
