/** queue_log lines as Asterisk writes them to the file: whole epoch seconds, `|` behind the event even without data. */
export interface RowWriter {
  write(at: number, callid: string, queue: string, agent: string, event: string, ...data: (string | number)[]): void
}

export type SimulatedKind = 'queue_log' | 'cel'

export interface SimulatedRow {
  readonly kind: SimulatedKind
  /** Whole seconds since the epoch. */
  readonly epoch: number
  readonly line: string
}

interface PendingRow extends SimulatedRow {
  readonly at: number
}

/** Keeps rows in order of time, and among equals in that of their writing, until simulated time has passed them. */
export interface RowBuffer extends RowWriter {
  push(kind: SimulatedKind, at: number, line: string): void
  /** Rows of before the instant. */
  take(before: number): SimulatedRow[]
}

export function createRowBuffer(): RowBuffer {
  let rows: PendingRow[] = []

  const push: RowBuffer['push'] = (kind, at, line) => {
    rows.push({ kind, epoch: Math.floor(at), at, line })
    // Written a few milliseconds ahead at most: there are few rows to pass.
    for (let index = rows.length - 1; index > 0; index--) {
      const [earlier, later] = [rows[index - 1], rows[index]]
      if (!earlier || !later || earlier.at <= later.at) return
      rows[index - 1] = later
      rows[index] = earlier
    }
  }

  return {
    push,
    write(at, callid, queue, agent, event, ...data) {
      push('queue_log', at, `${Math.floor(at)}|${callid}|${queue}|${agent}|${event}|${data.join('|')}`)
    },
    take(before) {
      let count = 0
      while ((rows[count]?.at ?? Infinity) < before) count += 1
      if (count === 0) return []
      const taken = rows.slice(0, count)
      rows = rows.slice(count)
      return taken
    },
  }
}
