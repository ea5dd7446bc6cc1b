import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { silent } from '../../../domain/kernel/log.ts'
import { withOpened } from '../../open.ts'
import { registerPlace } from '../../registration.ts'
import { freshDatabase, type TestDatabase } from '../../testing/database.ts'
import { configCommand } from '../commands/config.ts'
import { recordingTerminal, type Said } from './recording-terminal.ts'

interface ConfigCommand {
  /** `ringledger config WORDS --OPTIONS` */
  readonly run: (
    words: readonly string[],
    options?: Readonly<Record<string, string | boolean>>,
  ) => Promise<Said & { readonly code: number }>
  /** A place in the data directory, which goes with the tests. */
  readonly place: (name: string) => string
  /** Writes a file there. @returns its place */
  readonly file: (name: string, text: string) => Promise<string>
}

/** The command on a database and in a data directory of its own, for all tests of a file. The site paris is registered with this node. */
export function configOfParis(node: string): ConfigCommand {
  const databaseUrl = process.env['DATABASE_URL']
  let database: TestDatabase
  let dataDirectory: string

  beforeAll(async () => {
    database = await freshDatabase()
    dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'ringledger-config-'))
    process.env['DATABASE_URL'] = database.url
    await withOpened({ dataDirectory, log: silent }, ({ store }) =>
      registerPlace(store, { site: 'paris', node, timeZone: 'UTC', actor: 'test', siteName: 'Paris' }),
    )
  })
  afterAll(async () => {
    if (databaseUrl === undefined) delete process.env['DATABASE_URL']
    else process.env['DATABASE_URL'] = databaseUrl
    await database.drop()
    await rm(dataDirectory, { recursive: true })
  })

  const place = (name: string) => path.join(dataDirectory, name)
  return {
    async run(words, options = {}) {
      const { terminal, said } = recordingTerminal()
      const signal = AbortSignal.timeout(60_000)
      const code = await configCommand.run({ options, words, terminal, dataDirectory, signal })
      return { code, ...said() }
    },
    place,
    async file(name, text) {
      await mkdir(path.dirname(place(name)), { recursive: true })
      await writeFile(place(name), text)
      return place(name)
    },
  }
}
