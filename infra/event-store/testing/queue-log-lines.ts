import { callTag, factData, queueLogRowRecorded } from '../../../domain/pbx/facts.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'

/** Lines of queue_log as Asterisk 20 writes them: callers, rings, answers, abandons and pauses of a day. Seeded, so repeatable. */
export function* queueLogLines(count: number, seed = 1): Generator<string> {
  let state = seed
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const queues = ['sales', 'support', 'billing', 'claims', 'vip', 'switchboard']
  const agent = () => `Agent/${8001 + below(40)}`
  let waiting: [at: number, line: string][] = []
  let at = 1_795_233_076
  let serial = 1
  for (let made = 0; made < count;) {
    at += below(3)
    const callid = `${at}.${serial++}`
    const queue = queues[below(queues.length)] ?? 'sales'
    const wait = below(40)
    const answering = agent()
    const later = (seconds: number, rest: string) => waiting.push([at + seconds, `${at + seconds}|${rest}`])
    const phone = `06${String(below(100_000_000)).padStart(8, '0')}`
    later(0, `${callid}|${queue}|NONE|ENTERQUEUE||${phone}|${1 + below(4)}`)
    const fate = below(100)
    if (fate < 20) later(wait >> 1, `${callid}|${queue}|${agent()}|RINGNOANSWER|${below(15_000)}`)
    if (fate < 80) {
      const talk = below(400)
      later(wait, `${callid}|${queue}|${answering}|CONNECT|${wait}|${at + 1}.${serial++}|${below(10)}`)
      later(
        wait + talk,
        `${callid}|${queue}|${answering}|${below(2) ? 'COMPLETECALLER' : 'COMPLETEAGENT'}|${wait}|${talk}|1`,
      )
    } else later(wait, `${callid}|${queue}|NONE|${fate < 95 ? 'ABANDON' : 'EXITWITHTIMEOUT'}|1|1|${wait}`)
    if (fate % 10 === 0) {
      later(0, `NONE|NONE|${answering}|PAUSEALL|`)
      later(60, `NONE|${queue}|${answering}|UNPAUSE|lunch`)
    }
    waiting.sort(([a], [b]) => a - b)
    const due = waiting.findIndex(([when]) => when > at)
    const ready = due < 0 ? waiting : waiting.slice(0, due)
    waiting = due < 0 ? [] : waiting.slice(due)
    for (const [, line] of ready) if (made++ < count) yield line
  }
}

/** The fact that a line of node pbx1 at site paris becomes. */
export function queueLogFact(raw: string): NewEvent {
  const [time = '0', callid = '', queue = '', agent = '', event = '', ...data] = raw.split('|')
  while (data.at(-1) === '') data.pop()
  return {
    type: queueLogRowRecorded,
    occurredAt: Number(time) * 1_000_000,
    site: 'paris',
    node: 'pbx1',
    data: factData({ raw, form: 'file', callid, queue, agent, event, data }),
    ...(callid === 'NONE' ? {} : { tags: [callTag('paris', 'pbx1', callid)] }),
  }
}
