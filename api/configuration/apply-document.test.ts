import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

const send = `mutation ($document: String!, $site: String, $dryRun: Boolean, $at: Position) {
  applyConfigurationDocument(input: { document: $document, site: $site, dryRun: $dryRun, expectedPosition: $at }) {
    rejections { field rule message } events { type key } files { node path change } reloads
  }
}`

const document = `
comment: a first queue
commands:
  - defineMediaServer: { name: pbx1, displayName: PBX 1, address: 192.0.2.1 }
  - defineQueue: { name: sales, displayName: Sales, strategy: leastrecent }
`

const world = () => asker(fakePorts(createMemoryEventStore()))

test('a pasted document is decided without a trace, and applied as it was shown', async () => {
  const ask = world()
  const preview = (await ask(send, { document, dryRun: true })).data?.['applyConfigurationDocument']
  expect(preview).toMatchObject({
    rejections: [],
    events: [
      { type: 'MediaServerDefined', key: 'pbx1' },
      { type: 'QueueDefined', key: 'sales' },
    ],
  })
  expect(JSON.stringify(preview)).toContain('queues.conf')
  expect((await ask('{ configuration { position } }')).data).toEqual({ configuration: { position: '0' } })
  const applied = (await ask(send, { document, at: '0' })).data?.['applyConfigurationDocument']
  expect(applied).toEqual(preview)
  const history = await ask('{ configurationHistory { edges { node { type comment } } } }')
  expect(JSON.stringify(history.data)).toContain('a first queue')
  const late = (await ask(send, { document: 'commands: [{ removeQueue: { name: sales } }]', at: '0' })).data
  expect(JSON.stringify(late)).toContain('expectedPosition')
})

test('a text that is no document is rejected with its line, one for another site with both names', async () => {
  const ask = world()
  const rejectionOf = async (variables: Record<string, unknown>) =>
    ((await ask(send, variables)).data as unknown as Answer).applyConfigurationDocument.rejections[0]
  expect(await rejectionOf({ document: 'commands:\n  - a: [' })).toMatchObject({ field: 'document', rule: 'document' })
  expect((await rejectionOf({ document: 'commands:\n  - a: [' }))?.message).toMatch(
    /^the document, line \d+, column \d+: /,
  )
  expect(await rejectionOf({ document: 'site: lyon\ncommands: []', site: 'paris' })).toMatchObject({
    field: 'site',
    message: 'the document is for site lyon, not for paris',
  })
  expect(await rejectionOf({ document: 'commands:\n  - defineQueue: { name: sales }' })).toMatchObject({
    field: 'commands[0].defineQueue.displayName',
  })
})

interface Answer {
  readonly applyConfigurationDocument: {
    readonly rejections: readonly { readonly field: string; readonly message: string }[]
  }
}
