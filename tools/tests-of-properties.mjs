import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const left = new Set(['node_modules', 'dist', 'data'])

/**
 * The test files that try properties, or logs made like their cases: by themselves or by what they import.
 * @returns paths from the root, sorted
 */
export function testsOfProperties(root) {
  const sources = new Map(
    readdirSync(root, { withFileTypes: true })
      .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && !left.has(entry.name))
      .flatMap(({ name }) => readdirSync(path.join(root, name), { recursive: true }).map(file => path.join(name, file)))
      .filter(file => /\.tsx?$/.test(file))
      .map(file => [file, readFileSync(path.join(root, file), 'utf8')]),
  )
  const trying = new Set(
    [...sources].filter(([, text]) => /from 'fast-check'|ORACLE_SEED/.test(text)).map(([file]) => file),
  )
  // The set grows while it is gone through.
  const importers = importersOf(sources)
  for (const file of trying) for (const importer of importers.get(file) ?? []) trying.add(importer)
  return [...trying].filter(file => /\.test\.tsx?$/.test(file)).sort()
}

function importersOf(sources) {
  const importers = new Map()
  for (const [file, text] of sources)
    for (const [, imported] of text.matchAll(/from '(\.{1,2}\/[^']+)'/g)) {
      const target = path.join(path.dirname(file), imported)
      importers.set(target, [...(importers.get(target) ?? []), file])
    }
  return importers
}
