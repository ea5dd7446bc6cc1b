import { unlike } from '../../domain/roll-out/expected.ts'
import type { Expected, Verified } from '../../domain/roll-out/pbx.ts'
import { objectKey } from '../../domain/roll-out/pbx-objects.ts'
import { sleep, type Timers } from '../../ingest/ami/timers.ts'
import type { ListingManager } from './manager-connection.ts'
import { listings, type Listing } from './listings.ts'

/** Sorcery reads files of SIP in a thread of its own after the answer, so what is missing may come a moment later. */
const patienceMs = 10_000
const betweenMs = 500

type Connected = <T>(work: (manager: ListingManager) => Promise<T>) => Promise<T>

/** Holds what a PBX shows against what it must: only lists are asked for of which something is expected. */
export async function verifyOver(connected: Connected, expected: Expected, timers: Timers): Promise<Verified> {
  const problems: string[] = []
  const findings: string[] = []
  for (const listing of listings) {
    const part = partOf(expected, listing)
    if (part.present.length + part.absent.length === 0) continue
    const verified = await verifiedBy(connected, listing, part, timers)
    problems.push(...verified.problems)
    findings.push(...verified.findings)
  }
  return { problems, findings }
}

const partOf = ({ present, absent }: Expected, { kinds }: Listing): Expected => ({
  present: present.filter(({ kind }) => kinds.includes(kind)),
  absent: absent.filter(({ kind }) => kinds.includes(kind)),
})

async function verifiedBy(
  connected: Connected,
  listing: Listing,
  expected: Expected,
  timers: Timers,
): Promise<Verified> {
  for (let waitedMs = 0; ; waitedMs += betweenMs) {
    const { objects, findings } = await connected(listing.look)
    const problems = objects === 'unseen' ? [] : unlike(expected, new Set(objects.map(objectKey)))
    if (listing.onlyTells) return { problems: [], findings: [...findings, ...problems] }
    if (problems.length === 0 || waitedMs >= patienceMs) return { problems, findings }
    await sleep(timers, betweenMs, neverAborted)
  }
}

const neverAborted = new AbortController().signal
