import { once } from 'node:events'
import { createWriteStream, statSync } from 'node:fs'
import path from 'node:path'
import { celHeader } from '../ingest/simulator/cel-writer.ts'
import { simulate } from '../ingest/simulator/simulate.ts'
import { benchPlan, firstDay } from './input.ts'

/** CEL and queue_log of the same calls. */
export interface CallsInput {
  readonly queueLog: string
  readonly cel: string
  readonly queueLogRows: number
  readonly celRows: number
  /** Of both. */
  readonly rows: number
  readonly bytes: number
  readonly calls: number
  readonly entered: number
  readonly connected: number
  readonly transfers: number
  /** Whole seconds since the epoch. */
  readonly from: number
  readonly to: number
}

/** Writes so many rows of CEL (some more, until it is quiet), and the queue_log of the same time. */
export async function writeCallsInput(folder: string, name: string, celRows: number): Promise<CallsInput> {
  const files = { queueLog: path.join(folder, `${name}_queue_log`), cel: path.join(folder, `${name}_cel.csv`) }
  const write = { queue_log: linesTo(files.queueLog), cel: linesTo(files.cel) }
  await write.cel.line(celHeader)
  const counted = { queue_log: 0, cel: 0 }
  let [calls, entered, connected, transfers, last] = [0, 0, 0, 0, firstDay]
  for (const { kind, epoch, line } of simulate(benchPlan, 1, firstDay, { celFrom: firstDay })) {
    // In a quiet moment: what happens at one instant is in both files, or in none.
    if (counted.cel >= celRows && epoch > last + 1) break
    counted[kind] += 1
    last = epoch
    if (kind === 'queue_log') {
      if (line.includes('|ENTERQUEUE|')) entered += 1
      if (line.includes('|CONNECT|')) connected += 1
    } else if (line.startsWith('"CHAN_START"') && beginsACall(line)) calls += 1
    else if (line.startsWith('"BLINDTRANSFER"')) transfers += 1
    else if (line.startsWith('"ATTENDEDTRANSFER"')) {
      transfers += 1
      // The agent's second leg had begun as a call of its own.
      calls -= 1
    }
    await write[kind].line(line)
  }
  await write.queue_log.end()
  await write.cel.end()
  return {
    ...files,
    queueLogRows: counted.queue_log,
    celRows: counted.cel,
    rows: counted.queue_log + counted.cel,
    bytes: statSync(files.queueLog).size + statSync(files.cel).size,
    calls,
    entered,
    connected,
    transfers,
    from: firstDay,
    to: last + 1,
  }
}

const beginsACall = (line: string): boolean => {
  const [uniqueid, linkedid] = line.split('","').slice(15, 17)
  return uniqueid === linkedid
}

function linesTo(file: string) {
  const out = createWriteStream(file)
  let lines: string[] = []
  return {
    async line(line: string): Promise<void> {
      lines.push(line)
      if (lines.length < 10_000) return
      if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
      lines = []
    },
    async end(): Promise<void> {
      out.end(lines.length > 0 ? `${lines.join('\n')}\n` : '')
      await once(out, 'finish')
    },
  }
}
