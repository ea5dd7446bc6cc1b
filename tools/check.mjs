// Format, lint and types at once. For `npm run check`, which finds the programs in node_modules.
import { spawn } from 'node:child_process'

const checks = [
  ['prettier', '--check', '.'],
  ['eslint', '.'],
  ['tsc', '--noEmit'],
]

/** What it printed comes in one piece when it has ended. */
function run([program, ...words]) {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => {
      process.stdout.write(`${code === 0 ? 'passed' : 'FAILED'}: ${[program, ...words].join(' ')}\n${output}`)
      resolve(code === 0)
    })
  })
}

const passed = await Promise.all(checks.map(run))
if (passed.includes(false)) process.exitCode = 1
