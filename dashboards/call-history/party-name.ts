import type { Party } from './queries.ts'

/** The best name of a party for people: an agent's own, else that of the PBX, else number, agent or line. */
export const partyNameOf = ({ agentName, name, number, agent, line }: Party): string | undefined =>
  [agentName, name, agent, number, line].find(known => known !== null && known !== '') ?? undefined
