import { metricKey } from '../ui/explanation/definitions.tsx'

const queue = (name: string) => metricKey('LIVE_QUEUE', name)
const agent = (name: string) => metricKey('LIVE_AGENT', name)

/** Which declared figure each column and tile shows. A name that stands here and is not declared fails a test. */
export const queueMetrics = {
  name: undefined,
  waiting: queue('waiting'),
  longest: queue('longestWaitSeconds'),
  estimate: queue('estimatedWaitSeconds'),
  agents: queue('availableAgents'),
  answered: queue('answered'),
  abandoned: queue('abandoned'),
  level: queue('serviceLevel'),
  lastHour: queue('entered'),
} as const

export const agentMetrics = {
  since: agent('stateSeconds'),
  answered: agent('answered'),
  missed: agent('missed'),
  talk: agent('talkingSeconds'),
  pause: agent('pauseSeconds'),
} as const
