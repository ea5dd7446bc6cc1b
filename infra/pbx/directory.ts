import { createHash, randomBytes } from 'node:crypto'
import {
  chmod,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import type { RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import { PbxProblem, type FileDigest, type NodeFiles, type Pbx } from '../../domain/roll-out/pbx.ts'

/**
 * The files of a node: DIRECTORY/generations/NAME holds a whole set, DIRECTORY/current is a symbolic link to the one in force. A link is
 * replaced by a rename, which is one step for whoever opens a file through it. DIRECTORY/own holds files of the administrators: every
 * generation has links to them, so that Asterisk finds what is not generated beside what is.
 */
type Directory = Pick<Pbx, 'read' | 'contents' | 'stage' | 'switchTo' | 'tidy'>

/** How many generations stay besides the ones in use: to look at, and to go back to by hand. */
const kept = 5

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

export const digestsOf = (files: readonly RenderedFile[]): readonly FileDigest[] =>
  files
    .map(file => ({ path: file.path, sha256: sha256(file.content) }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))

export function directoryOf(directory: string): Directory {
  const generations = path.join(directory, 'generations')
  const current = path.join(directory, 'current')
  const own = path.join(directory, 'own')
  const placeOf = (generation: string): string => path.join(generations, generation)

  /** What went wrong, for whoever has to put it right. */
  async function tried<T>(doing: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof PbxProblem) throw error
      const { code, message } = error as NodeJS.ErrnoException
      if (code === undefined) throw error
      const advice =
        code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
          ? ': let the user that Ringledger runs as write there'
          : code === 'ENOENT'
            ? ': make the directory first'
            : ''
      throw new PbxProblem(`${directory}: ${doing} is not possible (${message})${advice}`)
    }
  }

  async function inForce(): Promise<string | null> {
    const target = await readlink(current).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') return null
      if (code === 'EINVAL')
        throw new PbxProblem(`${current} is no symbolic link; move it away, it is made by the first roll-out`)
      throw error
    })
    return target === null ? null : path.basename(target)
  }

  return {
    read: () =>
      tried('reading', async (): Promise<NodeFiles> => {
        const generation = await inForce()
        return { generation, files: generation === null ? [] : await digestsIn(placeOf(generation)) }
      }),

    contents: (generation, paths) =>
      tried('reading', async () => {
        if (generation === null) return []
        const files = await Promise.all(
          paths.map(async file => {
            const content = await contentIn(path.join(placeOf(generation), file))
            return content === undefined ? [] : [{ path: file, content }]
          }),
        )
        return files.flat()
      }),

    stage: (generation, files) =>
      tried('preparing files', async () => {
        await lstat(directory)
        await mkdir(generations, { recursive: true })
        const place = placeOf(generation)
        // Either it was finished, or nothing of the name is there: it comes about by a rename.
        if (await exists(place)) return
        const unfinished = `${place}.unfinished-${randomBytes(4).toString('hex')}`
        await mkdir(unfinished)
        for (const { path: file, content } of files) await writeDurably(path.join(unfinished, file), content)
        await linkOwn(own, unfinished)
        await syncDirectories(unfinished)
        await rename(unfinished, place)
        await sync(generations)
      }),

    switchTo: generation =>
      tried('switching', async () => {
        if (generation === null) await rm(current, { force: true })
        else {
          await lstat(placeOf(generation))
          const link = `${current}.${randomBytes(4).toString('hex')}`
          await symlink(path.join('generations', generation), link)
          await rename(link, current)
        }
        await sync(directory)
      }),

    tidy: keep =>
      tried('removing old files', async () => {
        const used = new Set([...keep, await inForce()])
        const names = await readdir(generations)
        const old = names
          .filter(name => !used.has(name) && !name.includes('.unfinished-'))
          .sort((a, b) => Number.parseInt(b) - Number.parseInt(a))
          .slice(kept)
        const unfinished = names.filter(name => name.includes('.unfinished-'))
        for (const name of [...old, ...unfinished]) await rm(placeOf(name), { recursive: true, force: true })
      }),
  }
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    },
  )
}

async function contentIn(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
}

/** The regular files below a directory, in the order of their paths. Links to files of the administrators are theirs. */
async function digestsIn(place: string): Promise<readonly FileDigest[]> {
  if (!(await exists(place))) return []
  const entries = await readdir(place, { withFileTypes: true, recursive: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
  const digests = await Promise.all(
    files.map(async file => ({
      path: path.relative(place, file).split(path.sep).join('/'),
      sha256: sha256(await readFile(file)),
    })),
  )
  return digests.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Passwords of phones are in these files: the group of Asterisk may read them, others may not. */
const fileMode = 0o640
/** Asterisk itself writes there when a caller changes the PIN of his mailbox. */
const writtenByAsterisk: Readonly<Record<string, number>> = { 'voicemail.conf': 0o660 }

async function writeDurably(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, content, { mode: fileMode, flag: 'wx' })
  const mode = writtenByAsterisk[path.basename(file)]
  if (mode !== undefined) await chmod(file, mode)
  await sync(file)
}

async function linkOwn(own: string, place: string): Promise<void> {
  if (!(await exists(own))) return
  for (const name of await readdir(own)) {
    if (await exists(path.join(place, name)))
      throw new PbxProblem(`${path.join(own, name)} is generated too: rename it, or move it away`)
    await symlink(path.join('..', '..', 'own', name), path.join(place, name))
  }
}

async function syncDirectories(place: string): Promise<void> {
  for (const entry of await readdir(place, { withFileTypes: true, recursive: true }))
    if (entry.isDirectory()) await sync(path.join(entry.parentPath, entry.name))
  await sync(place)
}

/** A rename before the bytes are on the disk could leave empty files after a loss of power. */
async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
