import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const fileOf = (dataDirectory: string): string => path.join(dataDirectory, 'server.json')

/** Leaves word of where the server listens, for commands that run beside it. */
export function publishAddress(dataDirectory: string, address: string): () => void {
  writeFileSync(fileOf(dataDirectory), `${JSON.stringify({ address, pid: process.pid })}\n`)
  return () => rmSync(fileOf(dataDirectory), { force: true })
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
