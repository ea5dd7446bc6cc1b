import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('the flag that keeps the heap small is one that this V8 knows: it says nothing of one that it does not', () => {
  expect(execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })).toMatch(
    /--heap-growing-percent \(specifies heap growing factor/,
  )
})
