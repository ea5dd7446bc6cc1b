import { expect, test } from 'vitest'
import { renderFiles } from '../render.ts'
import { contentOf, mediumConfiguration, renderingOf, smallConfiguration } from '../testing/sample-configurations.ts'
import { extensionsConf } from './extensions-conf.ts'
import { callCenter } from './testing/call-center.ts'
import { readDialplan } from './testing/read-dialplan.ts'

/** Outside of a subroutine LOCAL() sets nothing: what reads the variable then gets nothing (apps/app_stack.c). */
test.each([
  ['small', smallConfiguration(), 'main'],
  ['of everything', callCenter(), 'main'],
  ['medium', mediumConfiguration(), 'main'],
  ['medium, seen from its second server', mediumConfiguration(), 'mds1'],
])('only what is entered by Gosub has local variables: a %s call center', (_, configuration, server) => {
  const content = contentOf(renderFiles(renderingOf(configuration, server), [extensionsConf]), 'extensions.conf')
  const wrong = [...readDialplan(content)].flatMap(([context, { extensions }]) => {
    const steps = [...extensions.values()].flat()
    const hasLocals = steps.some(step => step.arguments.startsWith('LOCAL('))
    const returns = steps.some(({ application }) => application === 'Return')
    const isEntered = returns || content.includes(`Gosub(${context},`) || content.includes(`b(${context}^`)
    const isGoneTo = content.includes(`Goto(${context},`)
    return hasLocals && (!isEntered || isGoneTo) ? [context] : []
  })
  expect(wrong).toEqual([])
})
