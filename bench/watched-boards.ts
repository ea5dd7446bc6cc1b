import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

const watched = {
  queueBoard: 'queueBoard { position queues { queue waiting } }',
  agentBoard: 'agentBoard { position agents { agent state } }',
}

interface AwaitedRow {
  readonly position: number
  readonly at: number
  /** That do not have it yet. */
  readonly boards: Set<string>
}

/** The boards as somebody sees them who has subscribed to them: how long a row takes from the log to the last of them. */
export function watchBoards(address: string, token: string) {
  const client = createClient({
    url: `${address.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  })
  let awaited: AwaitedRow[] = []
  let delays: number[] = []
  let failure: unknown

  function pushed(board: string, position: number): void {
    for (const row of awaited) if (row.position <= position) row.boards.delete(board)
    const now = performance.now()
    for (const { boards, at } of awaited) if (boards.size === 0) delays.push(now - at)
    awaited = awaited.filter(({ boards }) => boards.size > 0)
  }

  for (const [board, fields] of Object.entries(watched))
    client.subscribe<Record<string, { readonly position: string }>>(
      { query: `subscription { ${fields} }` },
      {
        next: ({ data }) => pushed(board, Number(data?.[board]?.position ?? -1)),
        error: error => (failure = error),
        complete: () => undefined,
      },
    )

  return {
    await: (position: number) =>
      void awaited.push({ position, at: performance.now(), boards: new Set(Object.keys(watched)) }),
    begin: () => void (delays = []),
    /** Milliseconds of each row since `begin`; of those that have not come so far, until now. */
    end(): readonly number[] {
      if (failure !== undefined) throw new Error('a subscription of the boards ended', { cause: failure })
      return [...delays, ...awaited.map(({ at }) => performance.now() - at)]
    },
    close: async () => client.dispose(),
  }
}
