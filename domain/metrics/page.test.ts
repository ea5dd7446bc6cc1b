import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { metricsPage } from './page.ts'

const file = new URL('../../docs/reference/metrics.md', import.meta.url)

test('docs/reference/metrics.md says what the catalogue says (UPDATE_DOCS=1 writes it anew)', async () => {
  const page = metricsPage(catalogue)
  if (process.env['UPDATE_DOCS']) await writeFile(file, page)
  expect(await readFile(file, 'utf8')).toBe(page)
})

test('every figure stands on the page once', () => {
  const page = metricsPage(catalogue)
  expect(page.match(/^### /gm)).toHaveLength(catalogue.length)
})
