import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const fileOf = (dataDirectory: string): string => path.join(dataDirectory, 'server.json')

/** Leaves word of where the server listens, for commands that run beside it. */
export function publishAddress(dataDirectory: string, address: string): () => void {
  const file = fileOf(dataDirectory)
  const text = `${JSON.stringify({ address, pid: process.pid })}\n`
  writeFileSync(file, text)
  return () => {
    // Not the word of a server that has taken our place since.
    if (existsSync(file) && readFileSync(file, 'utf8') === text) rmSync(file, { force: true })
  }
}

/** A server whose process lives, and whether it answers. */
export interface ServerFound {
  readonly address: string
  readonly pid: number
  /** false: stopped (SIGSTOP), so busy that it says nothing for seconds, or its port belongs to somebody else. */
  readonly answers: boolean
}

/** @returns the server whose process has this data directory; undefined when none does */
export async function serverFound(dataDirectory: string): Promise<ServerFound | undefined> {
  try {
    const { address, pid } = JSON.parse(readFileSync(fileOf(dataDirectory), 'utf8')) as { address: string; pid: number }
    process.kill(pid, 0)
    return { address, pid, answers: await isAnswering(address) }
  } catch {
    // No file, or a dead process.
    return undefined
  }
}

/** @returns the address of the server that answers for this data directory; undefined when none does */
export async function runningServer(dataDirectory: string): Promise<string | undefined> {
  const found = await serverFound(dataDirectory)
  return found?.answers === true ? found.address : undefined
}

const isAnswering = (address: string): Promise<boolean> =>
  fetch(`${address}/healthz`, { signal: AbortSignal.timeout(3_000) }).then(
    ({ ok }) => ok,
    () => false,
  )
