import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterEach, expect, test } from 'vitest'
import { noImportCircles } from './no-import-circles.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** What the rule says of `a.ts`, the first of these files. */
async function saidOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'import-circles-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['*.ts'],
      languageOptions: { parser: tseslint.parser },
      plugins: { ringledger: { rules: { 'no-import-circles': noImportCircles } } },
      rules: { 'ringledger/no-import-circles': 'error' },
    },
  })
  const results = await eslint.lintFiles('a.ts')
  return results.flatMap(({ messages }) => messages.map(({ message }) => message))
}

test('a file may not import itself through others, and the way is told', async () => {
  expect(
    await saidOf({
      'a.ts': `import { b } from './b.ts'\nexport const a = b`,
      'b.ts': `import { c } from './c.ts'\nexport const b = c`,
      'c.ts': `import { a } from './a.ts'\nexport const c = () => a`,
    }),
  ).toEqual(['This file imports itself through b.ts, c.ts: move what both need to a file that imports neither.'])
})

test('types alone make a circle too', async () => {
  expect(
    await saidOf({
      'a.ts': `import type { B } from './b.ts'\nexport type A = B`,
      'b.ts': `import type { A } from './a.ts'\nexport type B = A[]`,
    }),
  ).toHaveLength(1)
})

test('a file that two others import is no circle', async () => {
  expect(
    await saidOf({
      'a.ts': `import { b } from './b.ts'\nimport { c } from './c.ts'\nexport const a = b + c`,
      'b.ts': `import { c } from './c.ts'\nexport const b = c`,
      'c.ts': `export const c = 1`,
    }),
  ).toEqual([])
})
