import { iso, type FakeWorld } from './fake-boards.ts'
import { connection } from './fake-reports.ts'
import { seeded } from './random.ts'

export function agentGroups(world: FakeWorld) {
  const groups = new Map<string, { site: string; name: string; displayName: string; agents: string[] }>()
  for (const { site, agent, agentGroup: name, agentGroupDisplayName: displayName } of world.agents) {
    const id = `${site}/${name}`
    const group = groups.get(id) ?? { site, name, displayName, agents: [] }
    groups.set(id, group)
    group.agents.push(agent)
  }
  return [...groups.values()]
}

export function agentStatistics(
  world: FakeWorld,
  groupBy: readonly string[] | undefined,
  groups: readonly string[] | undefined,
) {
  const rows = world.agents.flatMap((agent, place) =>
    groups && !groups.includes(`${agent.site}/${agent.agentGroup}`)
      ? []
      : agentFigures(agent.site, agent.agent, agent.agentName, place),
  )
  if (!groupBy || groupBy.length > 0) return connection(rows)
  const sum = {
    ...agentFigures('', '', '', 0),
    site: null,
    agent: null,
    agentName: null,
    occupancy: 0.681,
    averageHandleSeconds: 214,
  }
  const added = [
    'loginSeconds',
    'readySeconds',
    'ringingSeconds',
    'talkingSeconds',
    'wrapUpSeconds',
    'pauseSeconds',
    'offered',
    'answered',
    'missed',
  ] as const
  for (const name of added) sum[name] = rows.reduce((total, row) => total + row[name], 0)
  sum.uncertainSeconds = rows.reduce((total, row) => total + row.uncertainSeconds, 0)
  sum.pauseReasons = [
    { reason: 'lunch', label: 'Lunch break', seconds: 61_200 },
    { reason: 'training', seconds: 32_400 },
    { reason: 'back office', seconds: 28_300 },
    { reason: '', seconds: 9120 },
  ]
  return connection([sum])
}

function agentFigures(site: string, agent: string, agentName: string, place: number) {
  const random = seeded(place + 100)
  const login = place % 7 === 6 ? 0 : 20_000 + random() * 9000
  const talking = login * (0.3 + random() * 0.25)
  const pause = login * (0.06 + random() * 0.12)
  const wrapUp = login * 0.05
  const ringing = login * 0.03
  const uncertain = place === 4 ? 900 : 0
  const answered = Math.floor(talking / 190)
  return {
    site: site as string | null,
    agent: agent as string | null,
    agentName: agentName as string | null,
    loginSeconds: login,
    readySeconds: Math.max(0, login - talking - pause - wrapUp - ringing - uncertain),
    ringingSeconds: ringing,
    talkingSeconds: talking,
    wrapUpSeconds: wrapUp,
    pauseSeconds: pause,
    holdSeconds: talking * 0.04,
    uncertainSeconds: uncertain,
    offered: answered + (place % 4),
    answered,
    missed: place % 4,
    occupancy: login > 0 ? 0.5 + random() * 0.3 : null,
    averageHandleSeconds: answered > 0 ? 180 + random() * 90 : null,
    pauseReasons: login
      ? [
          { reason: 'lunch', label: 'Lunch break', seconds: pause * 0.55 },
          { reason: 'training', seconds: pause * 0.3 },
          { reason: '', seconds: pause * 0.15 },
        ]
      : [],
  }
}

const rhythm = [
  ['READY', 300, null, null],
  ['RINGING', 8, null, 'sales'],
  ['TALKING', 320, null, 'sales'],
  ['WRAP_UP', 40, null, 'sales'],
  ['READY', 420, null, null],
  ['RINGING', 6, null, 'support'],
  ['TALKING', 560, null, 'support'],
  ['WRAP_UP', 60, null, 'support'],
] as const

/** A working day: login at eight, calls by turns, two pauses, logout at half past five. */
export function agentTimeline(world: FakeWorld, period: { readonly from: string; readonly to: string }) {
  const from = Date.parse(period.from)
  const end = Math.min(Date.parse(period.to), world.startedAt)
  const at = (hour: number) => from + hour * 3_600_000
  const states: object[] = []
  let time = at(8)
  const add = (state: string, to: number, reason: string | null = null, queue: string | null = null) => {
    if (time >= end) return
    states.push({
      state,
      from: iso(time),
      to: to > end ? null : iso(to),
      reason,
      queue,
      callId: queue === null ? null : '1795233312.12',
      site: 'paris',
      agent: 'Agent/8001',
    })
    time = to
  }
  states.push({ state: 'LOGGED_OUT', from: iso(from - 50_000_000), to: iso(at(8)), reason: null, queue: null })
  let turn = 0
  const work = (until: number) => {
    while (time < until && time < end) {
      const [state, seconds, reason, queue] = rhythm[turn++ % rhythm.length] ?? rhythm[0]
      add(state, Math.min(until, time + seconds * 1000), reason, queue)
    }
  }
  work(at(10.2))
  add('PAUSED', at(10.5), 'training')
  work(at(12.4))
  add('PAUSED', at(13.2), 'lunch')
  work(at(15.1))
  add('UNCERTAIN', at(15.4))
  work(at(17.5))
  add('LOGGED_OUT', at(24))
  return states
}
