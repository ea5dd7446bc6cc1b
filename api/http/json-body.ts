import type { IncomingMessage } from 'node:http'

const mostBytes = 4096

/** @returns the object in a small body, `{}` for an empty one; undefined: it is none, or too long for one of ours */
export async function jsonBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // Leaving the loop closes the connection: nobody has so long a token or password.
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  if (size === 0) return {}
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined
  } catch {
    return undefined
  }
}
