// Builds dist/: the command line and server as one ES module each (esbuild), the web application (Vite).
// `node tools/build.mjs` builds always; buildIfStale() only when a source is newer than the build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = path.join(root, 'dist')
const stamp = path.join(dist, '.built')
const serverFolders = ['domain', 'projections', 'ingest', 'api', 'infra', 'bench']
const webFolders = ['dashboards']

function newestChange(folders) {
  let newest = 0
  for (const folder of folders) {
    const absolute = path.join(root, folder)
    if (!existsSync(absolute)) continue
    for (const entry of readdirSync(absolute, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      newest = Math.max(newest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs)
    }
  }
  return newest
}

const entries = {
  cli: 'infra/cli/main.ts',
  bench: 'bench/main.ts',
}

async function buildServer() {
  const { build } = await import('esbuild')
  for (const name of existsSync(dist) ? readdirSync(dist) : [])
    if (name.startsWith('part-')) rmSync(path.join(dist, name))
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file)))),
    outdir: 'dist',
    bundle: true,
    // What a command loads when it needs it (`await import`) is a file of its own.
    splitting: true,
    chunkNames: 'part-[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    loader: { '.sql': 'text' },
    sourcemap: true,
    logLevel: 'warning',
  })
}

async function buildWeb() {
  if (!existsSync(path.join(root, 'dashboards/vite.config.ts'))) return
  const { build } = await import('vite')
  await build({
    root: path.join(root, 'dashboards'),
    configFile: path.join(root, 'dashboards/vite.config.ts'),
    logLevel: 'warn',
  })
}

const packable = /\.(?:html|js|css|svg|json|webmanifest)$/

/** Beside each text file its packed forms, which the server prefers: the board is then a third of its size on the wire. */
function packWeb() {
  const web = path.join(root, 'dist', 'dashboards')
  for (const entry of readdirSync(web, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !packable.test(entry.name)) continue
    const file = path.join(entry.parentPath, entry.name)
    const content = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}

export async function build() {
  await Promise.all([buildServer(), buildWeb()])
  packWeb()
  writeFileSync(stamp, new Date().toISOString())
}

const isStale = () =>
  newestChange([...serverFolders, ...webFolders]) > (existsSync(stamp) ? statSync(stamp).mtimeMs : 0)

/** Two commands that are begun at once do not build into each other's files: the second one waits, and finds it done. */
export async function buildIfStale() {
  if (!isStale()) return
  const lock = await takeLock()
  try {
    if (!isStale()) return
    process.stderr.write('Building Ringledger (sources are newer than the build)...\n')
    await build()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** A file that names the process which builds; of one that has died it is taken over. */
async function takeLock() {
  const lock = path.join(root, 'dist', '.building')
  mkdirSync(path.dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return lock
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isAlive(lock)) rmSync(lock, { force: true })
    else await delay(200)
  }
}

function isAlive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build()
