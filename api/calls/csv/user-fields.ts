import type { CallKey, CallPartyRow, CallRow } from '../../../projections/calls/types.ts'
import { nameOfCall } from '../load-calls.ts'
import type { Reports } from '../../ports/reports.ts'

/**
 * Of each call the free text about the user who placed it, else about the one who talked to him last, or was rung last: as it was configured
 * when they came into the call (platform-services CL-05).
 */
export async function userFieldsOf(reports: Reports, calls: readonly CallRow[]): Promise<readonly (string | null)[]> {
  const parties = new Map<string, CallPartyRow>()
  for (const party of await reports.calls.parts('parties', calls))
    parties.set(nameOfParty(party, party.uniqueId), party)
  const ends = calls.map(call => [call.from, call.to].map(id => parties.get(nameOfParty(call, id))))
  const asked = ends.flat().map(party => ({
    site: party?.site ?? '',
    name: party?.line ?? '',
    number: party?.isExternal ? null : (party?.number ?? null),
    from: party?.startedAt ?? 0,
    to: (party?.startedAt ?? 0) + 1,
  }))
  const fields = (await reports.names.lines(asked, 'EVENT')).map(holder => holder?.userField ?? null)
  return calls.map((_, index) => fields[2 * index] ?? fields[2 * index + 1] ?? null)
}

const nameOfParty = (call: CallKey, uniqueId: string | null): string => `${nameOfCall(call)}${uniqueId}`
