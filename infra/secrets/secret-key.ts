import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeOnce } from '../write-once.ts'

const variable = 'RINGLEDGER_SECRET_KEY'

/**
 * The key that configured secrets are sealed with: 32 bytes in base64, from the environment, or from `secret.key` in the data directory,
 * which is made at first need, readable by its owner only. It is in no event and in no backup: keep a copy of it elsewhere.
 */
export async function secretKey(dataDirectory: string, environment = process.env): Promise<Uint8Array> {
  const given = environment[variable]
  if (given !== undefined && given !== '') return decoded(given, variable)
  const file = path.join(dataDirectory, 'secret.key')
  const known = await read(file)
  if (known !== undefined) return decoded(known, file)
  await mkdir(dataDirectory, { recursive: true })
  writeOnce(file, `${randomBytes(32).toString('base64')}\n`)
  // If another process made it in the same moment, its key is the key.
  return decoded((await read(file)) ?? '', file)
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function decoded(text: string, where: string): Uint8Array {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32)
    throw new Error(
      `${where} must hold 32 bytes in base64, it holds ${key.length}; make one with: openssl rand -base64 32`,
    )
  return key
}
