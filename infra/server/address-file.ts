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

/** @returns the address of the server that runs on this data directory; undefined when none does */
export async function runningServer(dataDirectory: string): Promise<string | undefined> {
  try {
    const { address, pid } = JSON.parse(readFileSync(fileOf(dataDirectory), 'utf8')) as { address: string; pid: number }
    process.kill(pid, 0)
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(3_000) })
    return answer.ok ? address : undefined
  } catch {
    // No file, a dead process, or somebody else's port: then there is no server of ours.
    return undefined
  }
}
