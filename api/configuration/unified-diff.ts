import { createTwoFilesPatch } from 'diff'
import type { FileChange } from '../../domain/pbx-files/file-changes.ts'

const contextLines = 3

/** As `diff -u` prints it. */
export function unifiedDiff({ path, before, after }: Pick<FileChange, 'path' | 'before' | 'after'>): string {
  const [from, to] = [before === undefined ? '/dev/null' : `a/${path}`, after === undefined ? '/dev/null' : `b/${path}`]
  return createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, { context: contextLines })
}
