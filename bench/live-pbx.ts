import { setTimeout as sleep } from 'node:timers/promises'
import type { EventStore } from '../domain/kernel/event-store.ts'
import { sourceClock } from '../domain/pbx/source-time.ts'
import { createFactWriter } from '../ingest/fact-writer.ts'
import { rowDecoder, type Row } from '../ingest/row-decoder.ts'
import { simulate } from '../ingest/simulator/simulate.ts'
import { benchPlan } from './input.ts'
import { place, timeZone } from './parts.ts'

const daysLive = 3
const rowsPerSecond = 5

const now = (): number => Math.floor(Date.now() / 1000)

/** A PBX that has been followed for some days, with the agents and queues of the generated history, and goes on writing. */
export function livePbx(store: EventStore) {
  const rows = simulate(benchPlan, 2, now() - daysLive * 86_400)
  const writer = createFactWriter({ store, ...place, kind: 'queue_log' })
  const decoder = rowDecoder({ kind: 'queue_log', form: 'native' }, sourceClock(timeZone), 'live')

  async function write(lines: readonly string[]): Promise<number | null> {
    const decoded: Row[] = []
    for (const line of lines) decoder.line(line, 1, decoded)
    return (await writer.write(decoded)).lastPosition
  }

  return {
    /** What it has written so far. */
    async fill() {
      const lines: string[] = []
      for (let { value } = rows.next(); value.epoch < now(); { value } = rows.next()) lines.push(value.line)
      await write(lines)
    },

    /** What comes next, faster than in life and as of now, until the signal. @param written is told where each row is in the log */
    async goOn(signal: AbortSignal, written: (position: number) => void) {
      while (!signal.aborted) {
        const { line } = rows.next().value
        const position = await write([`${now()}${line.slice(line.indexOf('|'))}`])
        if (position !== null) written(position)
        await sleep(1000 / rowsPerSecond)
      }
    },
  }
}
