import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { recogniseForm } from '../../../ingest/input-form.ts'
import { recordingTerminal } from '../testing/recording-terminal.ts'
import { UsageError } from '../usage-error.ts'
import { simulateCommand } from './simulate.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'ringledger-simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(options: Readonly<Record<string, string>>): Promise<string> {
  const { terminal, said } = recordingTerminal()
  const signal = new AbortController().signal
  await simulateCommand.run({ options, words: [], terminal, dataDirectory: folder, signal })
  return said().written
}

test('--cel writes CEL as import recognises it, and leaves queue_log as it is', async () => {
  const file = path.join(folder, 'cel.csv')
  const alone = await run({ rows: '200' })
  expect(await run({ rows: '200', cel: file })).toBe(alone)
  const cel = readFileSync(file)
  expect(recogniseForm(file, cel, 'cel')).toMatchObject({ kind: 'cel', form: 'csv' })
  expect(recogniseForm('queue_log', Buffer.from(alone), 'queue_log')).toMatchObject({ form: 'native' })
  const callids = new Set(alone.split('\n').flatMap(line => /^\d+\|(\d+\.\d+)\|/.exec(line)?.[1] ?? []))
  expect(callids.size).toBeGreaterThan(10)
  for (const callid of callids) expect(cel.includes(`"${callid}","${callid}"`)).toBe(true)
})

test('a file that cannot be written is named before anything is simulated', async () => {
  const file = path.join(folder, 'missing', 'cel.csv')
  await expect(run({ cel: file })).rejects.toThrow(
    new UsageError(`--cel ${file} cannot be written: ENOENT: no such file or directory, open '${file}'`),
  )
})
