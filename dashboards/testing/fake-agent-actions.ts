import { iso, type FakeWorld } from './fake-boards.ts'

interface Input {
  readonly site: string
  readonly agent: string
  readonly phoneNumber?: string
  readonly reason?: string
  readonly queue?: string
  readonly penalty?: number
}

const answered = (done: readonly string[], shown: readonly string[] | null) => ({
  position: '184300',
  rejections: [],
  done,
  shown: shown && { position: '184301', occurredAt: iso(Date.now()), events: shown },
})

const refused = (field: string, rule: string, message: string) => ({
  position: '184300',
  rejections: [{ field, rule, message }],
  done: [],
  shown: null,
})

/** The commands on agents, and what they are chosen from. Site demo has no manager interface. */
export function agentActionsOf(world: FakeWorld) {
  const penalties = new Map<string, number | null>([['sales', 0]])
  const agentOf = ({ site, agent }: Input) =>
    world.agents.find(one => one.site === site && one.agent === agent) ?? { state: '', reason: null as string | null }
  const become = (input: Input, state: string, reason: string | null) =>
    Object.assign(agentOf(input), { state, reason, since: iso(Date.now()) })

  return {
    agentControls: ({ site }: Input) => ({
      obstacle: site === 'demo' ? 'NO_MEDIA_SERVER' : null,
      pauseReasons: [
        { reason: 'lunch', label: 'Lunch break' },
        { reason: 'training', label: 'Training' },
      ],
      queues: [
        { queue: 'sales', displayName: 'Sales', penalty: penalties.get('sales') ?? null, basePenalty: 0 },
        {
          queue: 'support',
          displayName: 'Technical support',
          penalty: penalties.get('support') ?? null,
          basePenalty: null,
        },
      ],
      phoneNumbers: ['2001', '2002'],
    }),
    loginAgent: ({ input }: { input: Input }) => {
      if (input.phoneNumber === '9999')
        return refused('phoneNumber', 'PhoneNumberUnknown', 'there is no line 9999 in his context')
      become(input, 'READY', null)
      return answered([`queue_log has AGENTCALLBACKLOGIN of ${input.agent}`], ['AGENTCALLBACKLOGIN'])
    },
    logoutAgent: ({ input }: { input: Input }) => {
      become(input, 'LOGGED_OUT', null)
      return answered([`queue_log has AGENTCALLBACKLOGOFF of ${input.agent}`], ['AGENTCALLBACKLOGOFF'])
    },
    pauseAgent: ({ input }: { input: Input }) => {
      if (input.reason === 'training')
        return refused('site', 'pbx', 'the PBX did not do it: no answer from 127.0.0.1:5038 within 10 s')
      become(input, 'PAUSED', input.reason ?? null)
      return answered([`${input.agent} is paused`], null)
    },
    unpauseAgent: ({ input }: { input: Input }) => {
      const { state } = agentOf(input)
      become(input, 'READY', null)
      return state === 'PAUSED' ? answered([`${input.agent} is paused no more`], ['UNPAUSE']) : answered([], null)
    },
    setAgentQueue: ({ input }: { input: Input }) => {
      penalties.set(input.queue ?? '', input.penalty ?? 0)
      return answered([`${input.agent} has penalty ${input.penalty} in ${input.queue}`], ['PENALTY'])
    },
    removeAgentFromQueue: ({ input }: { input: Input }) => {
      penalties.set(input.queue ?? '', null)
      return answered([`${input.agent} is a member of ${input.queue} no more`], ['REMOVEMEMBER'])
    },
  }
}
