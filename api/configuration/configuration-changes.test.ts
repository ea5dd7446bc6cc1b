import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { resultsIn } from '../testing/event-stream.ts'
import { emptyReports, fakePorts, tokenBook } from '../testing/fakes.ts'
import { bearer, post, serve } from '../testing/serve.ts'

test('changes are pushed one by one as they are committed, also those that were missed', async () => {
  const book = tokenBook()
  const served = await serve(fakePorts(createMemoryEventStore(), { reports: { ...emptyReports, ...book.reports } }))
  try {
    const token = bearer(book.issue('administrator'))
    const send = (query: string) => post(served.url, query, token)
    await send(
      'mutation { defineContext(input: { name: "default", displayName: "Default" }, comment: "first") { position } }',
    )
    const results = resultsIn(
      await post(
        served.url,
        'subscription { configurationChanges(after: "0") { type key actor comment fields { field } } }',
        {
          ...token,
          Accept: 'text/event-stream',
        },
      ),
    )
    expect((await results.next()).value?.data).toMatchObject({
      configurationChanges: { type: 'ContextDefined', key: 'default', actor: 'a administrator', comment: 'first' },
    })
    await send('mutation { changeContext(input: { name: "default", displayName: "Main" }) { position } }')
    expect((await results.next()).value?.data).toEqual({
      configurationChanges: {
        type: 'ContextChanged',
        key: 'default',
        actor: 'a administrator',
        comment: null,
        fields: [{ field: 'displayName' }],
      },
    })
    await results.return(undefined)
  } finally {
    await served.stop()
  }
})
