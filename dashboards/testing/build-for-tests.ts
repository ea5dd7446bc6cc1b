import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const sources = fileURLToPath(new URL('..', import.meta.url))
const built = fileURLToPath(new URL('../../dist/dashboards', import.meta.url))

export interface BuiltPages {
  readonly directory: string
  /** Removes what was made for the tests only. */
  readonly remove: () => Promise<void>
}

/** The built pages: dist/dashboards when it is newer than every source, otherwise a new build in a temporary directory. */
export async function buildForTests(): Promise<BuiltPages> {
  const index = path.join(built, 'index.html')
  if (existsSync(index) && statSync(index).mtimeMs > newestSource())
    return { directory: built, remove: () => Promise.resolve() }
  const outDir = await mkdtemp(path.join(tmpdir(), 'ringledger-dashboards-'))
  await build({ configFile: path.join(sources, 'vite.config.ts'), logLevel: 'warn', build: { outDir } })
  return { directory: outDir, remove: () => rm(outDir, { recursive: true, force: true }) }
}

function newestSource(): number {
  const times = readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter(
      entry => entry.isFile() && !entry.parentPath.includes(`${path.sep}testing`) && !entry.name.includes('.test.'),
    )
    .map(entry => statSync(path.join(entry.parentPath, entry.name)).mtimeMs)
  return Math.max(...times)
}
