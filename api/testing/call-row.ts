import { microsOfIso, microsOfSeconds } from '../../domain/kernel/time.ts'
import type { CallRow } from '../../projections/calls/types.ts'

const startedAt = microsOfIso('2026-11-20T09:00:00Z') ?? NaN

/** From outside to the queue sales: waited 4 seconds, talked for 60.5, holds unknown. */
export const callRow: CallRow = {
  site: 'paris',
  node: 'pbx1',
  callId: '1795233102.41',
  id: 17,
  linkedIds: ['1795233102.41'],
  direction: 'INBOUND',
  outcome: 'ANSWERED',
  startedAt,
  answeredAt: startedAt + microsOfSeconds(4),
  endedAt: startedAt + microsOfSeconds(64.5),
  ring: microsOfSeconds(3),
  talk: microsOfSeconds(60.5),
  hold: null,
  wait: microsOfSeconds(4),
  hungUpBy: 'CALLER',
  callerNumber: '0612345678',
  callerName: null,
  calledNumber: '3001',
  from: '1795233102.41',
  to: '1795233102.42',
  queues: ['sales'],
  agents: ['Agent/8001'],
  hasRecording: false,
  hasVoicemail: false,
  transferred: false,
  transferDirection: null,
  flags: [],
  tags: [],
  exclusionReason: null,
  exclusionText: null,
  excludedAt: null,
  excludedBy: null,
}
