import { expect, test } from 'vitest'
import { objectsOf } from '../../configuration/configuration.ts'
import { contexts } from '../../routing/dialplan/contexts.ts'
import { generatedContexts, shippedSubroutines } from '../../routing/dialplan/generated-contexts.ts'
import { parkingLots } from '../../routing/parking-lots.ts'
import { renderFiles } from '../render.ts'
import { contentOf, mediumConfiguration, renderingOf, smallConfiguration } from '../testing/sample-configurations.ts'
import { extensionsConf } from './extensions-conf.ts'
import { callCenter } from './testing/call-center.ts'
import { readDialplan } from './testing/read-dialplan.ts'

/** Those of single objects have a ~, which no context of people has. */
const isOfOneObject = (context: string) => context.includes('~')

/** A rule set, which a stock Asterisk gets as penalties. */
const skilled = () =>
  callCenter(
    { defineSkill: { name: 'english' } },
    { defineSkillRuleSet: { name: 'speaks', rules: ['english > 0'] } },
    { changeAgent: { number: '8001', skills: [{ skill: 'english', weight: 75 }] } },
    {
      defineIncall: {
        number: '0140000090',
        context: 'from-extern',
        destination: { queue: { queue: 'sales', skillRuleSet: 'speaks' } },
      },
    },
  )

test.each([
  ['small', smallConfiguration(), 'main'],
  ['of everything', callCenter(), 'main'],
  ['of skills', skilled(), 'main'],
  ['medium', mediumConfiguration(), 'main'],
  ['medium, seen from its second server', mediumConfiguration(), 'mds1'],
])('no context of a generated dialplan can be named by people: a %s call center', (_, configuration, server) => {
  const content = contentOf(renderFiles(renderingOf(configuration, server), [extensionsConf]), 'extensions.conf')
  const ofPeople = new Set([
    ...objectsOf(configuration, contexts).map(({ key }) => key),
    ...objectsOf(configuration, parkingLots).map(({ value }) => value.context),
  ])
  const reserved = new Set<string>([...generatedContexts, ...shippedSubroutines])
  const nameable = [...readDialplan(content).keys()].filter(
    name => !isOfOneObject(name) && !ofPeople.has(name) && !reserved.has(name),
  )
  expect(nameable).toEqual([])
})
