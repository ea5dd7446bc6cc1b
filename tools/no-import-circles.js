import { existsSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import ts from 'typescript'

/**
 * No file imports itself through others, also not for types alone: whoever reads one of them would have to read them all.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const noImportCircles = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      circle: 'This file imports itself through {{way}}: move what both need to a file that imports neither.',
    },
  },
  create(context) {
    return {
      Program() {
        const own = importsOf(context.filename, context.sourceCode.text)
        known.set(context.filename, own)
        for (const { file, position } of own) {
          const way = wayTo(context.filename, file)
          if (way === undefined) continue
          const names = way.map(step => relative(context.cwd, step)).join(', ')
          context.report({
            loc: context.sourceCode.getLocFromIndex(position),
            messageId: 'circle',
            data: { way: names },
          })
        }
      },
    }
  },
}

/** Files of ours that a text imports. Imports are written with the ending of the file. */
function importsOf(from, text) {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => /^\..*\.tsx?$/.test(fileName))
    .map(({ fileName, pos }) => ({ file: resolve(dirname(from), fileName), position: pos }))
}

/** Imports of the files that were read, by their paths. */
const known = new Map()

function knownImports(file) {
  const read = known.get(file)
  if (read) return read
  const imports = existsSync(file) ? importsOf(file, readFileSync(file, 'utf8')) : []
  known.set(file, imports)
  return imports
}

/** The files on the shortest way by imports from one to the other, without the end; undefined: there is none. */
function wayTo(end, from) {
  const before = new Map([[from, undefined]])
  for (const file of before.keys()) {
    if (file === end) return stepsTo(before.get(file), before)
    for (const next of knownImports(file)) if (!before.has(next.file)) before.set(next.file, file)
  }
  return undefined
}

function stepsTo(file, before) {
  const steps = []
  for (let step = file; step !== undefined; step = before.get(step)) steps.unshift(step)
  return steps
}
