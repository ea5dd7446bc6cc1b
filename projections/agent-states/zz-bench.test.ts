import { test } from 'vitest'
import { foldOver } from './fold.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
const empty: any = {
  sites: async () => [],
  nodes: async () => [],
  restarts: async () => [],
  claims: async () => [],
  agents: async () => [],
  entriesFrom: async () => [],
  rows: async () => [],
  ofSite: async () => [],
  newest: async () => undefined,
}
test('bench', async () => {
  let seed = 1
  const rnd = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
  const rows: { at: number; callid: string; queue: string; agent: string; event: string; data: string[] }[] = []
  const add = (at: number, callid: string, queue: string, agent: string, event: string, ...data: (string | number)[]) =>
    rows.push({ at: Math.round(at * 1e6), callid, queue, agent, event, data: data.map(String) })
  const queues = ['sales', 'support', 'billing', 'vip', 'claims']
  let call = 0
  for (let day = 0; day < 10; day++) {
    const base = 1_800_000_000 - (1_800_000_000 % 86400) + day * 86400
    for (let a = 0; a < 300; a++) {
      const agent = `Agent/${8000 + a}`
      let t = base + 8 * 3600 + rnd() * 3600
      add(t, 'NONE', 'NONE', agent, 'AGENTCALLBACKLOGIN', `${1000 + a}@default`)
      for (const q of queues.slice(0, 3)) add(t + 0.01, 'MANAGER', q, agent, 'ADDMEMBER')
      const end = base + 17 * 3600
      const start = t
      while (t < end) {
        t += 20 + rnd() * 200
        const id = `${Math.floor(t)}.${call++}`
        const q = queues[Math.floor(rnd() * 3)]!
        const wait = Math.floor(rnd() * 30)
        add(t - wait, id, q, 'NONE', 'DID', '0123')
        add(t - wait, id, q, 'NONE', 'ENTERQUEUE', '', '0612345678', 1)
        if (rnd() < 0.1) {
          add(t, id, q, 'NONE', 'ABANDON', 1, 1, wait)
          continue
        }
        if (rnd() < 0.1) {
          add(t, id, q, agent, 'RINGNOANSWER', 15000)
        }
        t += 5
        add(t, id, q, agent, 'CONNECT', wait, `${Math.floor(t)}.${call++}`, 4)
        const talk = 30 + rnd() * 300
        t += talk
        add(t, id, q, agent, rnd() < 0.5 ? 'COMPLETECALLER' : 'COMPLETEAGENT', wait, Math.floor(talk), 1)
        add(t + 0.001, id, q, agent, 'WRAPUPSTART', 15)
        if (rnd() < 0.05) {
          t += 16
          add(t, 'NONE', 'NONE', agent, 'PAUSEALL', 'lunch')
          for (const q of queues.slice(0, 3)) add(t + 0.001, 'NONE', q, agent, 'PAUSE', 'lunch')
          t += 600 * rnd()
          add(t, 'NONE', 'NONE', agent, 'UNPAUSEALL', '')
          for (const q of queues.slice(0, 3)) add(t + 0.001, 'NONE', q, agent, 'UNPAUSE')
        }
      }
      for (const q of queues.slice(0, 3)) add(t, 'MANAGER', q, agent, 'REMOVEMEMBER')
      add(
        t + 0.01,
        'NONE',
        'NONE',
        agent,
        'AGENTCALLBACKLOGOFF',
        `${1000 + a}@default`,
        Math.floor(t - start),
        'CommandLogoff',
      )
    }
  }
  rows.sort((a, b) => a.at - b.at)
  const events = rows.map(
    (r, i) =>
      ({
        id: '',
        type: 'QueueLogRowRecorded',
        schemaVersion: 1,
        stream: 'facts/paris/pbx1/queue_log',
        revision: i,
        position: i + 1,
        occurredAt: r.at,
        recordedAt: 0,
        site: 'paris',
        node: 'pbx1',
        data: {
          raw: '',
          form: 'table',
          callid: r.callid,
          queue: r.queue,
          agent: r.agent,
          event: r.event,
          data: r.data,
        },
      }) as unknown as RecordedEvent,
  )
  console.log(events.length)
  for (let run = 0; run < 4; run++) {
    const log: any = {
      readStream: () => {
        throw new Error('log read')
      },
    }
    const fold = await foldOver(empty, log, 0)
    const t0 = performance.now()
    let writes = 0,
      ins = 0,
      rep = 0
    const per: Record<string, number> = {}
    for (let i = 0; i < events.length; i += 5000) {
      for (const w of await fold.page(events.slice(i, i + 5000))) {
        ins += w.insert.length
        rep += w.replace.length
        per[w.table + '+'] = (per[w.table + '+'] ?? 0) + w.insert.length
        per[w.table + '~'] = (per[w.table + '~'] ?? 0) + w.replace.length
      }
    }
    const ms = performance.now() - t0
    console.log(
      Math.round((events.length / ms) * 1000),
      'events/s',
      ins,
      rep,
      JSON.stringify(per),
      Math.round(process.memoryUsage().heapUsed / 1e6),
    )
  }
}, 600000)
