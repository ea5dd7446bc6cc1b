import { createHash } from 'node:crypto'
import type { FileChange } from '../../domain/pbx-files/file-changes.ts'
import type { RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import { builder } from '../schema/builder.ts'
import { unifiedDiff } from './unified-diff.ts'

export const ConfigurationFileType = builder.objectRef<RenderedFile>('ConfigurationFile').implement({
  description: 'A file of a PBX as the configuration makes it.',
  fields: t => ({
    path: t.exposeString('path', { description: 'Below the configuration directory of Asterisk.' }),
    content: t.exposeString('content', {
      description: 'The text. In place of each secret stands a word that differs where the secrets differ.',
    }),
    sha256: t.string({
      description: 'SHA-256 of this text, hexadecimal.',
      resolve: ({ content }) => createHash('sha256').update(content).digest('hex'),
    }),
  }),
})

export const FileDifferenceType = builder.objectRef<FileChange>('FileDifference').implement({
  description: 'A file of a PBX that is not the same in two configurations.',
  fields: t => ({
    node: t.exposeString('node', { description: 'The PBX node.' }),
    path: t.exposeString('path', { description: 'Below the configuration directory of Asterisk.' }),
    change: t.string({
      description: '`added`, `removed` or `changed`.',
      resolve: ({ before, after }) => (before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'),
    }),
    diff: t.string({ description: 'What differs, as a unified diff.', resolve: unifiedDiff }),
  }),
})

/** What the nodes must do to use changed files: `pbx1: reload app_queue.so`, each once. */
export function reloadsOf(changes: readonly FileChange[]): readonly string[] {
  const said = changes.map(
    ({ node, reload }) => `${node}: ${'module' in reload ? `reload ${reload.module}` : 'restart'}`,
  )
  return [...new Set(said)]
}
