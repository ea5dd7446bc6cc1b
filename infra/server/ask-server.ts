/** An answer of the GraphQL API. */
export interface Answer {
  readonly data?: unknown
  readonly errors?: readonly unknown[]
}

/** @throws what says that the address does not answer, or answers something else */
export async function askServer(address: string, token: string, body: object, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(`${address.replace(/\/$/, '')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw new Error(`${address} does not answer: ${reasonOf(error)}`)
  })
  const text = await response.text()
  try {
    return JSON.parse(text) as Answer
  } catch {
    throw new Error(
      `${address} answers ${response.status} with something that is not JSON: is that the address of a Ringledger? It begins with "${text.slice(0, 80)}"`,
    )
  }
}

/** "fetch failed" says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message
}
