import { expect, test } from 'vitest'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { after } from '../configuration/testing/given.ts'
import { ccssConf } from './ccss-conf.ts'
import { renderFiles } from './render.ts'
import { renderingOf, smallConfiguration } from './testing/sample-configurations.ts'

const made = (...commands: readonly ConfigurationCommand[]) => {
  const configuration = commands.length === 0 ? smallConfiguration() : after(smallConfiguration(), ...commands)
  return renderFiles(renderingOf(configuration, 'main'), [ccssConf]).map(({ content }) => content)
}

test('how many may wait to be called back is in a file of its own while that is offered', () => {
  const [content] = made({ changeCallCompletion: { enabled: true, maxRequests: 50 } })
  expect(content).toContain('[general]\ncc_max_requests = 50\n')
  expect(made()).toEqual([])
})
