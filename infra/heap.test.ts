import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nodeFlags } from './heap.ts'

const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test('commands are started with the flags, the server that stays with those of V8', () => {
  expect(textOf('bin/ringledger.mjs').split('\n')[0]).toBe(`#!/usr/bin/env -S node ${nodeFlags.join(' ')}`)
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: { start: string } }
  expect(scripts.start).toBe('node bin/ringledger.mjs start')
})
