import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { ApiContext } from '../context.ts'

/** An entity stays while a token is limited to it (pbx-configuration §4.1): the next one of that name would inherit the token. */
export async function entitiesInUse(
  { reports, may, clock }: Pick<ApiContext, 'reports' | 'may' | 'clock'>,
  site: string,
  commands: readonly ConfigurationCommand[],
): Promise<readonly Rejection[]> {
  const removed = commands.flatMap((command, i) => {
    const name = command['removeEntity']?.['name']
    return typeof name === 'string' ? [{ name, field: `commands[${i}].removeEntity.name` }] : []
  })
  if (removed.length === 0) return []
  const now = clock()
  const valid = (await reports.tokens()).filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || expiresAt > now),
  )
  return removed.flatMap(({ name, field }) => {
    const labels = valid.filter(({ scope }) => scope.entities?.includes(`${site}/${name}`)).map(({ label }) => label)
    if (labels.length === 0) return []
    const who = may.can('readTokens') ? ` (${labels.join(', ')})` : ''
    return [{ field, rule: 'inUse', message: `tokens are limited to entity ${name}${who}: revoke them first` }]
  })
}
