import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { ReadConf } from '../../domain/pbx-files/read/parse-conf.ts'

/** Where Asterisk has its files: what is included by an absolute path is looked for in the directory that was given. */
const usualDirectory = '/etc/asterisk/'

/**
 * The files of a directory of Asterisk, as they include each other: by name, or by a pattern with * and ? in its last part. Nothing outside
 * the directory is read.
 */
export function asteriskDirectory(directory: string): ReadConf {
  const root = path.resolve(directory)
  return name => {
    const relative = name.startsWith(usualDirectory) ? name.slice(usualDirectory.length) : name
    const wanted = path.resolve(root, relative)
    if (path.isAbsolute(relative) || !wanted.startsWith(`${root}${path.sep}`)) return []
    return named(wanted).map(file => ({ path: path.relative(root, file), text: readFileSync(file, 'utf8') }))
  }
}

function named(wanted: string): readonly string[] {
  const { dir, base } = path.parse(wanted)
  if (!/[*?]/.test(base)) return isFile(wanted) ? [wanted] : []
  const pattern = new RegExp(
    `^${base
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(dir)
    .filter(name => pattern.test(name))
    .sort()
    .map(name => path.join(dir, name))
    .filter(isFile)
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
