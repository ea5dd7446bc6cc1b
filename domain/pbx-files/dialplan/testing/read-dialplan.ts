import { parseConf } from '../../testing/parse-conf.ts'

export interface ReadStep {
  readonly label: string | undefined
  readonly application: string
  readonly arguments: string
}

/** Extensions by name, each with its steps; `includes` of the context. */
interface ReadContext {
  readonly extensions: ReadonlyMap<string, readonly ReadStep[]>
  readonly hints: ReadonlyMap<string, string>
  readonly includes: readonly string[]
}

/** The generated dialplan as pbx_config reads it, but strict: a line that is not one of ours is an error. */
export function readDialplan(content: string): ReadonlyMap<string, ReadContext> {
  const contexts = new Map<string, ReadContext>()
  for (const { name, settings } of parseConf(content).sections) {
    if (name === 'general' || name === 'globals') continue
    if (contexts.has(name)) throw new Error(`[${name}] is there twice`)
    if (Buffer.byteLength(name) > 79) throw new Error(`[${name}] is cut by Asterisk`)
    const extensions = new Map<string, ReadStep[]>()
    const hints = new Map<string, string>()
    const includes: string[] = []
    let last: ReadStep[] | undefined
    for (const setting of settings) {
      if (setting.name === 'include') includes.push(setting.value)
      else if (setting.name === 'same') {
        if (!last) throw new Error(`[${name}] begins with same`)
        last.push(stepOf(setting.value, 'n'))
      } else if (setting.name === 'exten') {
        const [, exten = '', rest = ''] = /^([^,]+),(.*)$/s.exec(setting.value) ?? []
        if (rest.startsWith('hint,')) hints.set(exten, rest.slice('hint,'.length))
        else {
          if (extensions.has(exten)) throw new Error(`${exten}@${name} is there twice`)
          last = [stepOf(rest, '1')]
          extensions.set(exten, last)
        }
      } else throw new Error(`[${name}] has ${setting.name}`)
    }
    contexts.set(name, { extensions, hints, includes })
  }
  return contexts
}

function stepOf(text: string, priority: '1' | 'n'): ReadStep {
  const [, found, label, application, given] =
    /^(1|n)(?:\(([A-Za-z0-9_~.-]+)\))?,([A-Za-z]+)\((.*)\)$/s.exec(text) ?? []
  if (found !== priority || application === undefined || given === undefined) throw new Error(`${text} is no step`)
  return { label, application, arguments: given }
}

/** What is led to by Goto, GotoIf, GotoIfTime and Gosub, and is not there. Targets that a variable names are left out. */
export function deadEnds(contexts: ReadonlyMap<string, ReadContext>, known: readonly string[]): readonly string[] {
  const missing: string[] = []
  for (const [name, { extensions, includes }] of contexts) {
    for (const other of includes)
      if (!contexts.has(other) && !known.includes(other)) missing.push(`${name} includes ${other}`)
    for (const [exten, steps] of extensions)
      for (const step of steps)
        for (const target of targetsOf(step)) {
          if (target.includes('$')) continue
          const parts = target.split(',')
          const label = parts.at(-1) ?? ''
          const inExten = parts.length > 1 ? (parts.at(-2) ?? '') : exten
          const inContext = parts.length > 2 ? (parts[0] ?? '') : name
          if (known.includes(inContext)) continue
          if (!leads(contexts, inContext, inExten, label)) missing.push(`${exten}@${name} leads to ${target}`)
        }
  }
  return missing
}

function leads(contexts: ReadonlyMap<string, ReadContext>, context: string, exten: string, label: string): boolean {
  const steps = contexts.get(context)?.extensions.get(exten)
  return steps !== undefined && (label === '1' || steps.some(one => one.label === label))
}

function targetsOf({ application, arguments: given }: ReadStep): readonly string[] {
  switch (application) {
    case 'Goto':
      return [given]
    case 'Gosub':
      return [given.replace(/\(.*\)$/s, '')]
    case 'GotoIf':
    case 'GotoIfTime':
      return [given.slice(given.lastIndexOf('?') + 1)]
    default:
      return []
  }
}
