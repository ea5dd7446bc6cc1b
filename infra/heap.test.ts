import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nodeFlags } from './heap.ts'

const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const flags = nodeFlags.join(' ')

test('however the command line is started, it is started with these flags', () => {
  expect(textOf('bin/ringledger.mjs').split('\n')[0]).toBe(`#!/usr/bin/env -S node ${flags}`)
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: { start: string } }
  expect(scripts.start).toBe(`node ${flags} bin/ringledger.mjs start`)
})
