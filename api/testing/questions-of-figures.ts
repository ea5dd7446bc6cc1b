/** The night of the recording (recorded-lab.ts). */
export const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-22T00:00:00Z" }'
export const rows = (fields: string) => `{ edges { node { ${fields} } } }`

/** What there is to ask of boards, figures and calls at the site of the recording, as somebody who sees the agent 8001. */
export const questionsOfFigures: Readonly<Record<string, string>> = {
  queueBoard: '{ queueBoard { queues { queue waiting today { answered abandoned } } } }',
  agentBoard: '{ agentBoard { agents { agent state } } }',
  agentGroups: '{ agentGroups { name agents } }',
  queueStatistics: `{ queueStatistics(${period}) ${rows('queue offered answered abandoned talkSeconds')} }`,
  'queueStatistics of all': `{ queueStatistics(${period}, groupBy: []) ${rows('offered answered')} }`,
  agentStatistics: `{ agentStatistics(${period}) ${rows('agent answered loginSeconds talkingSeconds')} }`,
  'agentStatistics of all': `{ agentStatistics(${period}, groupBy: []) ${rows('answered loginSeconds')} }`,
  agentQueueStatistics: `{ agentQueueStatistics(${period}) ${rows('agent queue answered')} }`,
  reconciliation: `{ reconciliation(${period}) { queue offered difference } }`,
  queueVisits: `{ queueVisits(first: 1000) ${rows('callId queue agent outcome')} }`,
  calls: `{ calls(first: 1000) ${rows('callId queueVisits { queue } participants { agent }')} }`,
  callWitnesses: `{ callWitnesses(${period}) { totals { __typename } } }`,
  callReconciliation: `{ callReconciliation(${period}) { __typename } }`,
  agentTimeline: `{ agentTimeline(agent: "Agent/8001", ${period}) { state from to } }`,
  agentCalls: `{ agentCalls(agent: "Agent/8001", first: 500) ${rows('call { callId }')} }`,
  customerHistory: `{ customerHistory(number: "0610760441") { edges { node { callId } } } }`,
  qualificationStatistics: `{ qualificationStatistics(${period}) { __typename } }`,
  callbackTotals: '{ callbackTotals { queue } }',
  queueThresholds: '{ queueThresholds { queue } }',
  queueOpenHours: `{ queueOpenHours(${period}) { queue } }`,
  sites: '{ sites { site } }',
}
