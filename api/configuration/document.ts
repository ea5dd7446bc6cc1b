import { LineCounter, parseDocument, type Document } from 'yaml'
import { isObject } from '../../domain/configuration/check-value.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { messageOf } from '../../domain/kernel/error-message.ts'
import { microsOfIso, type Micros } from '../../domain/kernel/time.ts'

/** A change set as people keep it in a file: YAML, or JSON, which is YAML too. The same as ChangeSetInput of the API. */
interface ConfigurationDocument {
  readonly site?: string
  readonly comment?: string
  /** When it shall be made; now when left out. */
  readonly effectiveAt?: Micros
  readonly commands: readonly ConfigurationCommand[]
}

const allowed = ['site', 'comment', 'effectiveAt', 'commands'] as const

/**
 * @param name what the text is called in messages: its file
 * @throws Error that says what is wrong and at which line
 */
export function parseConfigurationDocument(text: string, name: string): ConfigurationDocument {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0])
    throw new Error(`${name}, line ${line}, column ${col}: ${problem.message}`)
  }
  const value = plainValue(document, name)
  if (!isObject(value)) throw new Error(`${name}: a document has the keys ${allowed.join(', ')}; this one has none`)
  const strange = Object.keys(value).find(key => !(allowed as readonly string[]).includes(key))
  if (strange !== undefined)
    throw new Error(`${name}: ${strange} is no key of a document; there are ${allowed.join(', ')}`)
  const { site, comment, effectiveAt, commands } = value
  if (site !== undefined && typeof site !== 'string') throw new Error(`${name}: site must be the short name of a site`)
  if (comment !== undefined && typeof comment !== 'string') throw new Error(`${name}: comment must be a text`)
  const instant = typeof effectiveAt === 'string' ? microsOfIso(effectiveAt) : undefined
  if (effectiveAt !== undefined && instant === undefined)
    throw new Error(`${name}: effectiveAt must be an instant such as 2026-11-30T08:00:00+01:00`)
  if (!Array.isArray(commands)) throw new Error(`${name}: commands must be a list of commands`)
  const [wrong] = commands.flatMap((command, i) => (isObject(command) ? [] : [i]))
  if (wrong !== undefined)
    throw new Error(`${name}: commands[${wrong}] must be an object with one key: the command's name`)
  return {
    ...(site === undefined ? {} : { site }),
    ...(comment === undefined ? {} : { comment }),
    ...(instant === undefined ? {} : { effectiveAt: instant }),
    commands: commands as readonly ConfigurationCommand[],
  }
}

/** Aliases of aliases make much of little: a text of a few lines that would fill the memory is refused. */
function plainValue(document: Document.Parsed, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 })
  } catch (error) {
    throw new Error(`${name}: ${messageOf(error)}; write out what aliases stand for`, { cause: error })
  }
}
