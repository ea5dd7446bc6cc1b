import type { FactTransport } from './fact-transport.ts'
import type { Spool } from './spool.ts'

/** Onto the disk of this machine, from where it is sent (ship.ts). */
export const intoSpool = (spool: Spool): FactTransport => ({
  cursor: kind => Promise.resolve(spool.cursor(kind)),
  sink(kind, { start }) {
    let anew = start === 'anywhere'
    return {
      async write(rows, cursor) {
        await spool.append({ kind, anew, rows, cursor })
        anew = false
      },
    }
  },
})
