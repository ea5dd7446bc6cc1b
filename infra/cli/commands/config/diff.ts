import { differences, type ObjectDifference } from '../../../../domain/configuration/difference.ts'
import { unifiedDiff } from '../../../../api/configuration/unified-diff.ts'
import { fileChanges } from '../../../../domain/pbx-files/file-changes.ts'
import { veiled } from '../../../../domain/pbx-files/veiled.ts'
import { textOption, type Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { shown } from './change-set-result.ts'
import { configurationAtOption, withConfiguration } from './opened-configuration.ts'

/** `config diff`: what is different between two moments; `--to` is now when left out. */
export async function showDiff(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation
  const from = textOption(options, 'from')
  if (from === undefined) throw new UsageError('--from is missing: an instant or a position of the log')
  return withConfiguration(invocation, undefined, async opened => {
    const was = await configurationAtOption(opened, from, 'from')
    const is = await configurationAtOption(opened, textOption(options, 'to'), 'to')
    const all = differences(was.configuration, is.configuration, opened.rules.kinds)
    for (const difference of all) for (const line of linesOf(difference)) terminal.print(line)
    if (all.length === 0) terminal.print('No difference.')
    const files =
      options['files'] === true
        ? fileChanges(was.configuration, is.configuration, veiled, textOption(options, 'node'))
        : []
    for (const file of files) terminal.print(unifiedDiff({ ...file, path: `${file.node}/${file.path}` }))
    const objects = all.map(({ kind, key, from: before, to: after }) => ({
      kind,
      key,
      change: before ? (after ? 'changed' : 'removed') : 'added',
      fields: fieldsOf({ kind, key, ...(before ? { from: before } : {}), ...(after ? { to: after } : {}) }).map(
        ([field, a, b]) => ({ field, from: shown(a), to: shown(b) }),
      ),
    }))
    terminal.document(
      options['files'] === true
        ? { objects, files: files.map(file => ({ node: file.node, path: file.path, diff: unifiedDiff(file) })) }
        : objects,
    )
    return 0
  })
}

function linesOf(difference: ObjectDifference): readonly string[] {
  const { kind, key, from, to } = difference
  if (!from) return [`+ ${kind} ${key}`]
  if (!to) return [`- ${kind} ${key}`]
  return [
    `~ ${kind} ${key}`,
    ...fieldsOf(difference).map(([field, was, is]) => `    ${field}: ${shown(was)} > ${shown(is)}`),
  ]
}

function fieldsOf({ from = {}, to = {} }: ObjectDifference): readonly (readonly [string, unknown, unknown])[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return names
    .filter(name => JSON.stringify(from[name]) !== JSON.stringify(to[name]))
    .map(name => [name, from[name], to[name]] as const)
}
