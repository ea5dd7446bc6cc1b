import type { Queryable } from '../../../domain/kernel/projection.ts'
import { cursorOf, keyOfCursor, type CursorKey } from '../../cursor.ts'
import { parameters } from '../../parameters.ts'
import type { RowPage } from '../../scope.ts'
import { partyColumnsSql } from '../search/call-parts.ts'
import { periodConditions, scopeCondition, type Mention } from '../search/conditions.ts'
import { canonicalNumber } from '../search/numbers.ts'
import callColumnsSql from '../sql/call-columns.sql'
import type { CallPartyRow, CallRow, ParticipationRequest, ParticipationRow, ParticipationStatus } from '../types.ts'

const keyShape: CursorKey = [0, '', '', '']

/** Which party of the call is the one asked for: what each kind is compared by. */
const isParty: Readonly<Record<Mention['kind'], string>> = {
  agent: 'p.agent = m.name',
  line: 'p.line = m.name',
  canonical: String.raw`right(regexp_replace(p.number, '\D', '', 'g'), 9) = m.name`,
  queue: 'p.queue = m.name',
}

/**
 * The calls of an agent, of a user's line or of a number, the newest first, with how each looked from there (contact-center 16). Who was in
 * a call several times (rung twice, or called back) is told by his longest part.
 * @throws InvalidCursor
 */
export async function participations(
  db: Queryable,
  { of, scope, period, first, after }: ParticipationRequest,
): Promise<RowPage<ParticipationRow>> {
  const given = parameters()
  const { kind, site, name } = mentionOf(of)
  const conditions = [
    `m.kind = ${given.add(kind, 'text')} and m.name = ${given.add(name, 'text')}`,
    ...(site === null ? [] : [`m.site = ${given.add(site, 'text')}`]),
    ...periodConditions('m.started_us', period, given),
    ...scopeCondition(scope, given),
  ]
  if (after !== undefined) {
    const [at, atSite, node, callId] = keyOfCursor(after, keyShape)
    conditions.push(
      `(m.started_us, m.site, m.node, m.call_id) < (${given.add(at, 'bigint')}, ${given.add(atSite, 'text')}, ` +
        `${given.add(node, 'text')}, ${given.add(callId, 'text')})`,
    )
  }
  const { rows } = await db.query<CallRow & { readonly party: PartyRecord | null }>(
    `select ${callColumnsSql}, to_jsonb(own) as party
     from calls.mention m
     join calls.call c on c.site = m.site and c.node = m.node and c.call_id = m.call_id
     left join lateral (
       select ${partyColumnsSql} from calls.party p
       where p.site = c.site and p.node = c.node and p.call_id = c.call_id and ${isParty[kind]}
       order by p.talk_us desc, p.seq limit 1
     ) own on true
     where ${conditions.join(' and ')}
     order by m.started_us desc, m.site desc, m.node desc, m.call_id desc
     limit ${given.add(first + 1, 'bigint')}`,
    given.values,
  )
  const canonical = kind === 'canonical' ? name : undefined
  const page = rows.slice(0, first).map(({ party: own, ...call }): ParticipationRow & { readonly cursor: string } => {
    const { site: atSite, node, callId } = call
    const party = own && { site: atSite, node, callId, ...own }
    return {
      ...call,
      party,
      status: statusOf(call, party, canonical),
      cursor: cursorOf([call.startedAt, atSite, node, callId]),
    }
  })
  return { rows: page, hasNextPage: rows.length > first }
}

type PartyRecord = Omit<CallPartyRow, 'site' | 'node' | 'callId'>

function mentionOf(of: ParticipationRequest['of']): Mention {
  if (of.kind === 'agent') return { kind: 'agent', site: of.agent.site, name: of.agent.name }
  if (of.kind === 'line') return { kind: 'line', site: of.line.site, name: of.line.name }
  return { kind: 'canonical', site: of.site ?? null, name: canonicalNumber(of.number) ?? of.number }
}

/**
 * `ongoing` while he is in it; `emitted`: he called; else whether he took it. A called number without a channel of its own (a DID, a number
 * that a trunk was asked for) took the call when somebody did.
 */
function statusOf(call: CallRow, party: CallPartyRow | null, canonical: string | undefined): ParticipationStatus {
  if (call.outcome === 'IN_PROGRESS' && (party === null || party.endedAt === null)) return 'ONGOING'
  if (party?.role === 'CALLER') return 'EMITTED'
  if (party) return party.talkedAt === null ? 'MISSED' : 'ANSWERED'
  if (canonical !== undefined && canonicalNumber(call.callerNumber) === canonical) return 'EMITTED'
  return call.answeredAt === null ? 'MISSED' : 'ANSWERED'
}
