/** A context of a text of the dialplan. `added`: its extensions go to one that stands elsewhere, `[name](+)`. */
interface DialplanContext {
  readonly name: string
  readonly added: boolean
  readonly line: number
}

interface DialplanProblem {
  readonly line: number
  readonly problem: string
}

interface ReadDialplan {
  readonly contexts: readonly DialplanContext[]
  readonly problems: readonly DialplanProblem[]
}

/** Reads extensions.conf as far as to tell what Asterisk would not take, or would take for something else than was meant. */
export function readDialplan(content: string): ReadDialplan {
  const contexts: DialplanContext[] = []
  const problems: DialplanProblem[] = []
  let hasExtension = false
  withoutComments(content).forEach((text, i) => {
    if (text === '') return
    const line = i + 1
    const header = /^\[([A-Za-z0-9_.-]+)\](?:\(([A-Za-z0-9_.,!+-]*)\))?$/.exec(text)
    if (header) {
      contexts.push({ name: header[1] ?? '', added: header[2]?.split(',').includes('+') ?? false, line })
      hasExtension = false
      return
    }
    const problem = problemOf(text, contexts.at(-1)?.name, hasExtension)
    if (problem !== undefined) problems.push({ line, problem })
    if (/^exten\s*=/.test(text)) hasExtension = true
  })
  return { contexts, problems }
}

interface DialplanStep {
  readonly line: number
  /** With its arguments, e.g. `Answer()`. */
  readonly application: string
}

/** The steps of a text that Asterisk takes. */
export const dialplanSteps = (content: string): readonly DialplanStep[] =>
  withoutComments(content).flatMap((text, i) => {
    const [, key = '', value = ''] = /^(exten|same)\s*=>?\s*(.*)$/.exec(text) ?? []
    const application = (key === 'same' ? same : extension).exec(value)?.[1]
    return key === '' || application === undefined ? [] : [{ line: i + 1, application }]
  })

/** Lines without what stands behind ; and between ;-- and --;, which may run over several lines. */
const withoutComments = (content: string): string[] =>
  content
    .replace(/;--[\s\S]*?--;/g, comment => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .map(text => text.replace(/(^|[^\\]);.*$/, '$1').trim())

const priority = String.raw`(?:[0-9]+|n|s|hint)(?:[+-][0-9]+)?(?:\([A-Za-z0-9_-]+\))?`
const extension = new RegExp(String.raw`^[^,\s][^,]*,\s*${priority}\s*,\s*(\S.*)$`)
const same = new RegExp(String.raw`^${priority}\s*,\s*(\S.*)$`)
const otherKeys: ReadonlySet<string> = new Set(['include', 'ignorepat', 'switch', 'lswitch', 'eswitch', 'autohints'])

function problemOf(text: string, context: string | undefined, hasExtension: boolean): string | undefined {
  if (text.startsWith('[')) return `${text} is no header of a context`
  if (text.startsWith('#')) return `${text.split(/\s/)[0] ?? ''} would take in what is not kept here: put its text here`
  if (context === undefined) return 'it stands before the first [context]'
  const [, key = '', value = ''] = /^([^=]*?)\s*=>?\s*(.*)$/.exec(text) ?? []
  if (key === '' || value === '') return `${text} is no setting: write exten => number,priority,application`
  if (context === 'globals' || context === 'general' || otherKeys.has(key)) return undefined
  if (key === 'same')
    return hasExtension ? stepProblem(same.exec(value)?.[1], value) : 'same needs an exten before it in its context'
  if (key === 'exten') return stepProblem(extension.exec(value)?.[1], value)
  return `${key} is nothing that a context can hold`
}

function stepProblem(application: string | undefined, value: string): string | undefined {
  if (application === undefined) return `${value} is no step: number,priority,application (number left out with same)`
  return application.includes('(') && !application.includes('${') && !application.endsWith(')')
    ? `${application} does not end with )`
    : undefined
}
