import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { CallbackRequestRow } from '../../projections/callbacks/types.ts'
import { resultsIn } from '../testing/event-stream.ts'
import { emptyReports, fakePorts, only, tokenBook } from '../testing/fakes.ts'
import { bearer, post, serve } from '../testing/serve.ts'

const configuration = `mutation { applyChangeSet(input: { site: "paris", commands: [
  { defineContext: { name: "default", displayName: "Default" } }
  { defineQueue: { name: "sales", displayName: "Sales" } }
  { defineQueue: { name: "support", displayName: "Support" } }
  { defineCallbackList: { name: "leads", displayName: "Leads", queue: "sales" } }
  { defineCallbackList: { name: "faults", displayName: "Faults", queue: "support" } }
  { defineCallbackPeriod: { name: "afternoon", displayName: "Afternoon", start: "14:00", end: "17:00" } }
  { defineCallbackPeriod: { name: "day", displayName: "Whole day", start: "07:00", end: "17:00", default: true } }
] }) { rejections { message } } }`

const queueOf: Readonly<Record<string, string>> = { r1: 'support', r2: 'sales', r3: 'support', r4: 'sales' }

/** A site with two queues, a list for each, and a supervisor of one of them. */
async function desk() {
  const book = tokenBook()
  const reports = {
    ...emptyReports,
    ...book.reports,
    knownQueues: () => Promise.resolve([...(only('paris/sales', 'paris/support') as readonly never[])]),
    callbacks: {
      ...emptyReports.callbacks,
      byId: ({ site, id }: { readonly site: string; readonly id: string }) =>
        Promise.resolve({ site, id, queue: queueOf[id] } as CallbackRequestRow),
    },
  }
  const served = await serve(fakePorts(createMemoryEventStore(), { reports }))
  const administrator = bearer(book.issue('administrator'))
  const supervisor = bearer(book.issue('supervisor', { scope: { queues: ['paris/sales'] } }))
  const send = async (query: string, token = administrator) =>
    ((await (await post(served.url, query, token)).json()) as { readonly data: unknown }).data
  expect(await send(configuration)).toEqual({ applyChangeSet: { rejections: [] } })
  const make = async (requestId: string, list: string) =>
    expect(
      await send(
        `mutation { requestCallback(input: { site: "paris", requestId: "${requestId}", list: "${list}", phoneNumber: "0230" }) { rejections { message } } }`,
      ),
    ).toEqual({ requestCallback: { rejections: [] } })
  return { served, send, make, supervisor }
}

test('who handles requests is told the lists of his queues and the parts of the day, without reading the configuration', async () => {
  const { served, send, supervisor } = await desk()
  try {
    const query = '{ callbackOffer(site: "paris") { site lists { name queue } periods { name default } } }'
    const periods = [
      { name: 'day', default: true },
      { name: 'afternoon', default: false },
    ]
    expect(await send(query, supervisor)).toEqual({
      callbackOffer: { site: 'paris', lists: [{ name: 'leads', queue: 'sales' }], periods },
    })
    expect(await send(query)).toMatchObject({ callbackOffer: { lists: [{ name: 'faults' }, { name: 'leads' }] } })
  } finally {
    await served.stop()
  }
})

test('a request that is made or changed is pushed to who sees its queue', async () => {
  const { served, make, supervisor } = await desk()
  try {
    await make('r1', 'faults')
    await make('r2', 'leads')
    const query = 'subscription { callbackChanges(after: "0") { site requestId } }'
    const pushed = resultsIn(await post(served.url, query, { ...supervisor, Accept: 'text/event-stream' }))
    const next = async () => (await pushed.next()).value?.data
    expect(await next()).toEqual({ callbackChanges: { site: 'paris', requestId: 'r2' } })
    await make('r3', 'faults')
    await make('r4', 'leads')
    expect(await next()).toEqual({ callbackChanges: { site: 'paris', requestId: 'r4' } })
    await pushed.return(undefined)
  } finally {
    await served.stop()
  }
})
