import { readFile } from 'node:fs/promises'
import type { AmiSource } from '../../domain/sites/ami-source.ts'

/**
 * Reads the secret anew for each login: it may have been changed. It is in nothing but the answer.
 * @throws what says where it should be, and never what is there
 */
export async function readSecret(
  { secretFile, secretEnvironment }: Pick<AmiSource, 'secretFile' | 'secretEnvironment'>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string> {
  const secret =
    secretFile === undefined ? fromEnvironment(secretEnvironment ?? '', environment) : await fromFile(secretFile)
  if (/\p{Cc}/u.test(secret))
    throw new Error('the secret of the manager interface has more than one line, or control characters in it')
  return secret
}

function fromEnvironment(name: string, environment: Readonly<Record<string, string | undefined>>): string {
  const secret = environment[name]
  if (secret === undefined || secret === '')
    throw new Error(
      `the environment variable ${name}, which should hold the secret of the manager interface, is not set`,
    )
  return secret
}

async function fromFile(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? 'it cannot be read'
    throw new Error(`the file ${file}, which should hold the secret of the manager interface, cannot be read (${code})`)
  })
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '')
    throw new Error(`the file ${file}, which should hold the secret of the manager interface, is empty`)
  return secret
}
