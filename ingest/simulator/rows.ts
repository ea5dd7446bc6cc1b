/** queue_log lines as Asterisk writes them to the file: whole epoch seconds, `|` behind the event even without data. */
export interface RowWriter {
  write(at: number, callid: string, queue: string, agent: string, event: string, ...data: (string | number)[]): void
}

export interface SimulatedRow {
  /** Whole seconds since the epoch. */
  readonly epoch: number
  readonly line: string
}

/** Collects rows until they are taken. */
export function createRowBuffer(): RowWriter & { take(): SimulatedRow[] } {
  let rows: SimulatedRow[] = []
  return {
    write(at, callid, queue, agent, event, ...data) {
      const epoch = Math.floor(at)
      rows.push({ epoch, line: `${epoch}|${callid}|${queue}|${agent}|${event}|${data.join('|')}` })
    },
    take() {
      const taken = rows
      rows = []
      return taken
    },
  }
}
