import { isNoName } from '../domain/phonebook/caller-name.ts'
import { canonicalNumber } from '../projections/calls/numbers.ts'
import type { ApiContext } from './context.ts'
import { batched } from './calls/batched.ts'

interface Caller {
  readonly site: string
  readonly number: string
  readonly at: number
}

/** Asked once for all rows of an answer. */
const knownAs = batched<Caller, string | undefined>(
  asked => JSON.stringify(Object.values(asked)),
  ({ reports }, all) =>
    reports.names.callers(
      all.map(({ site, number, at }) => ({ site, name: number, from: at, to: Number.MAX_SAFE_INTEGER })),
    ),
)

/**
 * Who is known under a number outside, where a call tells no name with it (pbx-configuration 11.2).
 * @param name what the PBX wrote
 * @returns undefined: the call tells a name, or nobody is known
 */
export async function phonebookName(
  context: ApiContext,
  { site, number, name, at }: { site: string; number: string | null; name: string | null; at: number },
): Promise<string | undefined> {
  const canonical = canonicalNumber(number)
  if (canonical === null || !isNoName(name)) return undefined
  return knownAs(context, { site, number: canonical, at })
}
