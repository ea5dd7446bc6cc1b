import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const replacement = fileURLToPath(new URL('../infra/testing/fast-check-with-more-cases.ts', import.meta.url))

/** Gives tests a fast-check that tries each property on more cases than the test asks for (`npm run properties`). */
export function moreCases(): Plugin {
  return {
    name: 'more-cases',
    enforce: 'pre',
    resolveId(source, importer) {
      return source === 'fast-check' && importer !== replacement ? replacement : null
    },
  }
}
