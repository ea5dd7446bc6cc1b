import type { Queryable } from '../../domain/kernel/projection.ts'
import type { AgentPhone, MemberPhone, QueueCall } from '../../domain/phones/agent-phone.ts'
import membersSql from './sql/members.sql'
import queueCallsSql from './sql/queue-calls.sql'

/** A PBX by its short names. */
export interface PbxName {
  readonly site: string
  readonly node: string
}

interface OfAgent {
  readonly site: string
  readonly agent: string
}

/** What is known now of the telephones of agents, of these PBXs only: of the others nothing is heard. */
export async function agentPhones(db: Queryable, heard: readonly PbxName[]): Promise<readonly AgentPhone[]> {
  if (heard.length === 0) return []
  const asked = [heard.map(({ site }) => site), heard.map(({ node }) => node)]
  const [members, calls] = await Promise.all([
    db.query<OfAgent & MemberPhone>(membersSql, asked),
    db.query<OfAgent & QueueCall>(queueCallsSql, asked),
  ])
  const phones = new Map<string, OfAgent & { members: MemberPhone[]; calls: QueueCall[] }>()
  const phoneOf = ({ site, agent }: OfAgent) => {
    const name = JSON.stringify([site, agent])
    let phone = phones.get(name)
    if (!phone) phones.set(name, (phone = { site, agent, members: [], calls: [] }))
    return phone
  }
  for (const { site, agent, ...member } of members.rows) phoneOf({ site, agent }).members.push(member)
  for (const { site, agent, ...call } of calls.rows) phoneOf({ site, agent }).calls.push(call)
  return [...phones.values()]
}
