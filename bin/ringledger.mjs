#!/usr/bin/env -S node --max-semi-space-size=32 --min-semi-space-size=16
// Why the flag: infra/heap.ts. Runs the compiled command line; in a checkout whose sources are newer than the build, builds first.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('..', import.meta.url)
const isCheckout = existsSync(new URL('infra/cli/main.ts', root))
if (isCheckout) {
  const { buildIfStale } = await import('../tools/build.mjs')
  await buildIfStale()
}
const { main } = await import(fileURLToPath(new URL('dist/cli.js', root)))
process.exitCode = await main(process.argv.slice(2))
