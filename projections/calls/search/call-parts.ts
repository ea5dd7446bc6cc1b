import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { CallKey, CallParts } from '../types.ts'

const partyColumns = `
  p.seq, p.unique_id as "uniqueId", p.channel, p.line, p.role, p.is_external as "isExternal", nullif(p.number, '') as number, p.name, p.agent, p.queue, nullif(p.dialled, '') as dialled,
  p.started_us as "startedAt", p.answered_us as "answeredAt", p.ended_us as "endedAt", p.talked_us as "talkedAt",
  p.ring_us as ring, p.talk_us as talk, p.hold_us as hold, p.hangup_cause as "hangupCause"`

const sources: Readonly<
  Record<
    keyof CallParts,
    { readonly table: string; readonly columns: string; readonly condition?: string; readonly order?: string }
  >
> = {
  parties: { table: 'party', columns: partyColumns },
  transfers: {
    table: 'transfer',
    columns: `p.seq, p.kind, p.method, p.at_us as at, p.by_unique_id as "by", p.to_exten as "to", p.context,
      p.transferred_unique_id as transferred, p.target_unique_id as target, p.direction`,
  },
  holds: {
    table: 'hold',
    columns: 'p.seq, p.by_unique_id as "by", p.held_unique_id as held, p.from_us as "from", p.to_us as "to"',
  },
  attachedData: {
    table: 'attached_data',
    columns: 'p.seq, p.id, p.at_us as at, p.key, p.value, p.by_command as "byCommand", p.actor',
  },
  recordings: {
    table: 'recording',
    columns: 'p.seq, p.recording_id as id, p.file, p.from_us as "from", p.to_us as "to"',
  },
  missedBy: { table: 'missed_user', columns: 'p.seq, p.at_us as at, p.user_id as "userId", p.number, p.name' },
  witnesses: {
    table: 'witness',
    columns: `p.seq, p.started_us as "startedAt", p.figure, p.party, p.queue, p.agent,
      p.bridges_us as bridges, p.queue_log_us as "queueLog", p.ami_us as ami`,
  },
  notes: {
    table: 'correction',
    columns: 'p.position, p.at_us as at, p.actor, p.text',
    condition: `p.kind = 'ANNOTATED' and p.text is not null`,
    order: 'position',
  },
}

/** One kind of parts of many calls at once: those of a call in their order, so that a list of calls costs one question. */
export async function callParts<P extends keyof CallParts>(
  db: Queryable,
  part: P,
  calls: readonly CallKey[],
): Promise<readonly CallParts[P][]> {
  if (calls.length === 0) return []
  const { table, columns, condition = 'true', order = 'seq' } = sources[part]
  const { rows } = await db.query<CallParts[P]>(
    `select p.site, p.node, p.call_id as "callId", ${columns}
     from unnest($1::text[], $2::text[], $3::text[]) as asked (site, node, call_id)
     join calls.${table} p on p.site = asked.site and p.node = asked.node and p.call_id = asked.call_id
     where ${condition}
     order by p.site, p.node, p.call_id, p.${order}`,
    [calls.map(({ site }) => site), calls.map(({ node }) => node), calls.map(({ callId }) => callId)],
  )
  return rows
}

export const partyColumnsSql = partyColumns
