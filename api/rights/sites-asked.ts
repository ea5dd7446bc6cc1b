import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'

/**
 * The sites that were asked for, or all that the asker may see.
 * @throws BAD_USER_INPUT for a site that is none of the asker's
 */
export async function sitesAsked(
  { may, reports }: Pick<ApiContext, 'may' | 'reports'>,
  asked: readonly string[] | null | undefined,
): Promise<readonly string[]> {
  const [visible, known] = await Promise.all([may.sites(), reports.sites()])
  const mine = known.map(({ site }) => site).filter(site => visible === 'all' || visible.has(site))
  const missing = asked?.find(site => !mine.includes(site))
  if (missing !== undefined)
    throw badInput(
      'sites',
      `there is no site "${missing}" that you may see. You see: ${mine.join(', ') || 'none yet'}.`,
    )
  return asked ? mine.filter(site => asked.includes(site)) : mine
}
