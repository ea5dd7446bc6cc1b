import type { Misread } from '../../pbx-files/read/parse-conf.ts'
import type { Values } from '../check-value.ts'
import type { ConfigurationCommand } from '../commands.ts'
import { capitalised, type ObjectKind } from '../kind.ts'

/** A command that reproduces a section, and where that is. */
export interface ProposedCommand {
  readonly command: ConfigurationCommand
  readonly file: string
  readonly line: number
  /** Name of the section. */
  readonly key: string
}

/** What becomes of the files, while they are read. */
export interface Proposal {
  readonly commands: ProposedCommand[]
  readonly problems: Misread[]
}

type Place = Pick<ProposedCommand, 'file' | 'line'> & { readonly name: string }

/** `defineX` with what is not as it is initially: a document says what is special. */
export function proposeDefinition(
  { commands }: Proposal,
  { file, line, name }: Place,
  kind: Pick<ObjectKind, 'name' | 'fields'>,
  values: Values,
): void {
  commands.push({ command: { [`define${capitalised(kind.name)}`]: special(kind, values) }, file, line, key: name })
}

/** `changeX` of a kind of which there is one object; nothing when all is as it is initially. */
export function proposeSettings(
  { commands }: Proposal,
  { file, line, name }: Place,
  kind: Pick<ObjectKind, 'name' | 'fields'>,
  values: Values,
): void {
  const changed = special(kind, values)
  if (Object.keys(changed).length > 0)
    commands.push({ command: { [`change${capitalised(kind.name)}`]: changed }, file, line, key: name })
}

function special({ fields }: Pick<ObjectKind, 'fields'>, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      if (value === undefined) return false
      const initial = fields[name]?.initial
      return initial === undefined || JSON.stringify(initial) !== JSON.stringify(value)
    }),
  )
}
