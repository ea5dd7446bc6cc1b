import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const sources = fileURLToPath(new URL('..', import.meta.url))
const built = fileURLToPath(new URL('../../dist/dashboards', import.meta.url))

/** Directory of the built pages: dist/dashboards when it is newer than every source, otherwise a new build in a temporary one. */
export async function buildForTests(): Promise<string> {
  const index = path.join(built, 'index.html')
  if (existsSync(index) && statSync(index).mtimeMs > newestSource()) return built
  const outDir = await mkdtemp(path.join(tmpdir(), 'ringledger-dashboards-'))
  await build({ configFile: path.join(sources, 'vite.config.ts'), logLevel: 'warn', build: { outDir } })
  return outDir
}

function newestSource(): number {
  const times = readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter(
      entry => entry.isFile() && !entry.parentPath.includes(`${path.sep}testing`) && !entry.name.includes('.test.'),
    )
    .map(entry => statSync(path.join(entry.parentPath, entry.name)).mtimeMs)
  return Math.max(...times)
}
