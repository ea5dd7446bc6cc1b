import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tokens, tokenStream } from '../../domain/access/tokens.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { microsOfDate } from '../../domain/kernel/time.ts'
import { newToken } from '../../projections/directory/tokens.ts'

const fileOf = (dataDirectory: string): string => path.join(dataDirectory, 'administrator-token')

/** The first administrator's token, for whoever may read the data directory. */
export function readLocalToken(dataDirectory: string): string | undefined {
  try {
    return readFileSync(fileOf(dataDirectory), 'utf8').trim()
  } catch {
    return undefined
  }
}

/**
 * Issues the first administrator's token when the log has none, and keeps it in the data directory, readable by its owner only.
 * The file comes first: a start that is killed in between leaves a file that the next one replaces. The other way round it would leave a
 * token that nobody knows, and nobody could sign in.
 * @returns the token, and whether it is new
 */
export async function firstToken(
  store: EventStore,
  dataDirectory: string,
): Promise<{ bearer: string | undefined; isNew: boolean }> {
  const known = readLocalToken(dataDirectory)
  if (await hasTokens(store)) return { bearer: known, isNew: false }
  const { tokenId, bearer, secretHash } = newToken()
  writeFileSync(fileOf(dataDirectory), `${bearer}\n`, { mode: 0o600 })
  const command = {
    type: 'IssueToken',
    tokenId,
    label: 'first administrator',
    role: 'administrator',
    scope: {},
    secretHash,
  } as const
  const result = await handleCommand(store, tokens, command, {
    stream: tokenStream(tokenId),
    occurredAt: microsOfDate(new Date()),
    actor: 'first run',
  })
  if (!result.accepted) throw new Error(`the first token was refused: ${JSON.stringify(result.rejections)}`)
  return { bearer, isNew: true }
}

async function hasTokens(store: EventStore): Promise<boolean> {
  for await (const page of store.readAll({ types: ['TokenIssued'], limit: 1 })) if (page.events.length > 0) return true
  return false
}
