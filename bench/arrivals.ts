import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { queueLogRowRecorded } from '../domain/pbx/facts.ts'

/** How long rows of queue_log take until a client of the subscription `events` has them, each told by its callid. */
export function arrivalsAt(address: string, token: string, site: string) {
  const sent = new Map<string, number>()
  const delays: number[] = []
  const client = createClient({
    url: `${address.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  })
  const query = `subscription { events(filter: { types: ["${queueLogRowRecorded}"], sites: ["${site}"] }) { data } }`
  const unsubscribe = client.subscribe<{ events: { data: { callid: string } } }>(
    { query },
    {
      next({ data }) {
        const started = sent.get(data?.events.data.callid ?? '')
        if (started !== undefined) delays.push(performance.now() - started)
      },
      error: () => undefined,
      complete: () => undefined,
    },
  )
  return {
    /** Milliseconds of each that has come. */
    delays: delays as readonly number[],
    send: (callid: string) => void sent.set(callid, performance.now()),
    async stop() {
      unsubscribe()
      await client.dispose()
    },
  }
}
