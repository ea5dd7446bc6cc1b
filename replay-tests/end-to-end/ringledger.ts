import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { freshDatabase } from '../../infra/testing/database.ts'

const root = path.join(import.meta.dirname, '..', '..')
const program = path.join(root, 'bin', 'ringledger.mjs')

interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The command line as a person uses it, on a database and a data directory of its own. */
export interface Workplace {
  readonly folder: string
  run(words: readonly string[], input?: string): Promise<Finished>
  /** Runs with --json and gives the document. */
  json(words: readonly string[]): Promise<unknown>
  start(words: readonly string[]): ChildProcess
  clear(): Promise<void>
}

export async function createWorkplace(): Promise<Workplace> {
  const database = await freshDatabase()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ringledger-cli-'))
  const env = { ...process.env, DATABASE_URL: database.url, RINGLEDGER_DATA: path.join(folder, 'data') }
  const started: ChildProcess[] = []

  const run = (words: readonly string[], input?: string): Promise<Finished> =>
    new Promise(resolve => {
      const child = execFile(
        process.execPath,
        [program, ...words],
        { env, cwd: folder, maxBuffer: 64 * 1024 * 1024, timeout: 120_000 },
        (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
      )
      child.stdin?.end(input ?? '')
    })

  return {
    folder,
    run,
    async json(words) {
      const { code, stdout, stderr } = await run([...words, '--json'])
      if (code !== 0) throw new Error(`ringledger ${words.join(' ')} ended with ${code}: ${stderr}`)
      return JSON.parse(stdout) as unknown
    },
    start(words) {
      const child = spawn(process.execPath, [program, ...words], {
        env,
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      started.push(child)
      return child
    },
    async clear() {
      for (const child of started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The first text on stdout that the pattern finds. */
export async function printed(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    const found = pattern.exec(text)
    if (found) return found
  }
  throw new Error(`the program ended without printing ${String(pattern)}; it printed: ${text}`)
}
