import type { HeardRing } from '../stored-rings.ts'

/** A ring of agent 8001 that begins at the instant and goes on. */
export const ringAt = (from: number, also: Partial<HeardRing> = {}): HeardRing => ({
  site: 'paris',
  node: 'pbx1',
  callid: 'c1',
  queue: 'sales',
  agent: 'Agent/8001',
  uniqueId: 'c1.2',
  from,
  began: from,
  to: null,
  outcome: 'CANCELED',
  toldAt: from,
  completedAt: null,
  ...also,
})
