// Searches for what the fixed seed of `npm test` misses: tests of properties on other seeds and more cases, round after round. For `npm run properties`.
import { randomInt } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { testsOfProperties } from './tests-of-properties.mjs'

const usage = `npm run properties -- [--minutes N | --rounds N] [--factor N] [--seed N] [FOLDER-OR-FILE...]
  --minutes N   begin no test after so many minutes (10)
  --rounds N    or try every file so many times, on another seed each time
  --factor N    so many times the cases that a test asks for, at most 45 s of each property (10)
  --seed N      of the first round, to see again what it found`

/** A seed may be negative: by itself `-7` is taken for an option. */
const args = process.argv.slice(2).join('\0').replaceAll('--seed\0-', '--seed=-').split('\0')

const { values, positionals } = parseArgs({
  args: args.filter(arg => arg !== ''),
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    rounds: { type: 'string' },
    factor: { type: 'string', default: '10' },
    seed: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}

/** Whole and at least so much, or undefined when it was not given. */
function whole(name, least) {
  const text = values[name]
  if (text === undefined) return undefined
  if (/^-?\d{1,10}$/.test(text) && Number(text) >= least) return Number(text)
  console.error(`--${name} ${text}: give a whole number, at least ${least}\n${usage}`)
  process.exit(2)
}

const rounds = whole('rounds', 1)
const factor = whole('factor', 1)
const endsAt = rounds === undefined ? Date.now() + whole('minutes', 1) * 60_000 : Infinity
const given = whole('seed', -(2 ** 31))

const root = fileURLToPath(new URL('..', import.meta.url))
const files = testsOfProperties(root).filter(
  file => positionals.length === 0 || positionals.some(part => file.startsWith(path.normalize(part))),
)
if (files.length === 0) {
  console.error(`No test of a property is in ${positionals.join(', ')}`)
  process.exit(2)
}

let tried = 0
const failures = []

/** Of a counterexample as much as shows what it is: the command shows the whole. */
const shortened = text => (text.length > 3000 ? `${text.slice(0, 3000)} ...` : text)

const textOf = ({ message, stack, cause }) =>
  [
    shortened(message),
    ...(stack ?? '').split('\n').filter(line => /^ +at .*\.tsx?:/.test(line)),
    ...(cause ? [`Cause: ${textOf(cause)}`] : []),
  ].join('\n')

const shellWord = text => `'${text.replaceAll("'", `'\\''`)}'`

function report(seed, file, title, errors) {
  const message = errors.map(textOf).join('\n')
  const again = `RINGLEDGER_TEST_SEED=${seed} RINGLEDGER_TEST_FACTOR=${factor}`
  // The oracle draws its logs before it tests them: all of them belong to what failed.
  const oracle = file.startsWith('replay-tests/oracle/') ? ` ORACLE_SEED=${oracleSeed(seed)} ORACLE_LOGS=${logs}` : ''
  const only = title === undefined ? '' : ` -t ${shellWord(title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))}`
  failures.push({ file, title, seed })
  console.log(`\nFAILED: ${file}${title === undefined ? '' : ` > ${title}`}\n${message}`)
  console.log(`Again: ${again}${oracle} npx vitest run ${file}${only}\n`)
}

const oracleSeed = seed => Math.abs(seed) % 100_000
const logs = Math.min(12 * factor, 200)

async function round(seed) {
  let vitest
  const stop = setTimeout(() => vitest?.cancelCurrentRun('keyboard-input'), Math.min(endsAt - Date.now(), 2 ** 31 - 1))
  const nameOf = module => path.relative(root, module.moduleId)
  const reporter = {
    onInit: started => (vitest = started),
    onTestCaseResult(test) {
      const { state, errors } = test.result()
      if (state === 'passed' || state === 'failed') tried++
      if (state === 'failed') report(seed, nameOf(test.module), test.fullName.replaceAll(' > ', ' '), errors)
    },
    onTestModuleEnd(module) {
      const errors = module.errors()
      if (errors.length > 0) report(seed, nameOf(module), undefined, errors)
    },
    onTestRunEnd(_, errors) {
      if (errors.length > 0) report(seed, files.join(' '), undefined, errors)
    },
  }
  process.env['RINGLEDGER_TEST_SEED'] = String(seed)
  process.env['RINGLEDGER_TEST_FACTOR'] = String(factor)
  process.env['ORACLE_SEED'] = String(oracleSeed(seed))
  process.env['ORACLE_LOGS'] = String(logs)
  const ran = await startVitest('test', files, {
    root,
    watch: false,
    reporters: [reporter],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  })
  clearTimeout(stop)
  await ran.close()
}

let done = 0
for (; done < (rounds ?? Infinity) && Date.now() < endsAt; done++) {
  const seed = done === 0 && given !== undefined ? given : randomInt(-(2 ** 31), 2 ** 31)
  console.log(`round ${done + 1}: seed ${seed}, ${factor} times the cases, ${files.length} files`)
  await round(seed)
}
console.log(`${done} rounds, ${tried} tests, ${failures.length} failed`)
for (const { file, title, seed } of failures)
  console.log(`  ${file}${title === undefined ? '' : ` > ${title}`} (seed ${seed})`)
process.exit(failures.length === 0 && tried > 0 ? 0 : 1)
