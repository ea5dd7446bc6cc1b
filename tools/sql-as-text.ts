import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Lets a module import a statement: `import byFilter from './by-filter.sql'` is the text of the file. */
export function sqlAsText(): Plugin {
  return {
    name: 'sql-as-text',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('.sql')) return null
      return `export default ${JSON.stringify(readFileSync(id, 'utf8'))}`
    },
  }
}
