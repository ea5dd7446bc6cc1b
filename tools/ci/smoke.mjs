// Starts the product as a newcomer does, on an empty data directory, and asks it what it shows. Bounded in time.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const data = mkdtempSync(path.join(tmpdir(), 'ringledger-smoke-'))
const limitMs = 180_000

const server = spawn('npm', ['start', '--', '--data', data, '--port', '0'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'pipe'],
  detached: true,
})
let output = ''
for (const stream of [server.stdout, server.stderr])
  stream.on('data', chunk => {
    output += chunk
    process.stdout.write(chunk)
  })
// Not `exit`: npm ends before the server that it started, which closes these streams when it has stopped its database.
const exited = new Promise(resolve => server.on('close', resolve))

const deadline = Date.now() + limitMs

async function eventually(what, attempt) {
  let reason = 'not tried'
  while (Date.now() < deadline) {
    try {
      const result = await attempt()
      if (result) return result
      reason = 'not yet'
    } catch (error) {
      reason = error.message
    }
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  throw new Error(`${what}: ${reason}`)
}

async function ask(address, token, query) {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })
  const { data: answer, errors } = await response.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return answer
}

try {
  const token = await eventually(
    'a first-run token is printed',
    async () => /(rl_[A-Za-z0-9-]+_[A-Za-z0-9_-]+)/.exec(output)?.[1],
  )
  const address = /^Ringledger is at (\S+)$/m.exec(output)?.[1]
  const board = await eventually('the board shows the recording and the demonstration', async () => {
    const { queueBoard } = await ask(address, token, '{ queueBoard { queues { site queue } } }')
    const sites = new Set(queueBoard.queues.map(queue => queue.site))
    return sites.has('lab') && sites.has('demo') && queueBoard
  })
  const page = await (await fetch(address)).text()
  if (!page.includes('<div id="root"')) throw new Error('the dashboards are not served at /')
  const refused = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ status { position } }"}',
  })
  if (refused.status !== 401) throw new Error(`without a token the API answers ${refused.status}, not 401`)
  console.log(`smoke run: ${board.queues.length} queues on the board`)
} finally {
  process.kill(-server.pid, 'SIGTERM')
  const killer = setTimeout(() => process.kill(-server.pid, 'SIGKILL'), 20_000)
  await exited
  clearTimeout(killer)
  // A database that had to be killed may write its last words meanwhile.
  rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
}
