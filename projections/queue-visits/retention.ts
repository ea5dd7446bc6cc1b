import type { Retention } from '../../domain/kernel/projection.ts'

/**
 * What is removed when (domain/retention). Without the numbers of people the stays go on being what figures are made of, and shown behind
 * them. The number that was called is the company's own, and by it figures are grouped.
 */
export const retention: Retention = {
  instants: { visit: 'entered_us', refusal: 'at_us', loose_end: 'since_us', quarter: 'start_us' },
  rows: [
    {
      data: 'callDetails',
      table: 'visit',
      where: `site = $1 AND entered_us < $2 AND (caller_number IS NOT NULL OR transfer_to <> '')`,
      blanked: `caller_number = NULL, transfer_to = CASE WHEN transfer_to IS NULL THEN NULL ELSE '' END`,
    },
    { data: 'statistics', table: 'visit', where: 'site = $1 AND entered_us < $2' },
    { data: 'statistics', table: 'refusal', where: 'site = $1 AND at_us < $2' },
    { data: 'statistics', table: 'loose_end', where: 'site = $1 AND since_us < $2' },
    { data: 'statistics', table: 'excluded_entry', where: 'site = $1 AND at_us < $2' },
    { data: 'statistics', table: 'entry_count', where: 'site = $1 AND start_us < $2' },
    { data: 'statistics', table: 'quarter', where: 'site = $1 AND start_us < $2' },
    // Days and months are those of the site: one that is cut in two by the bound stays whole.
    { data: 'statistics', table: 'day', where: 'site = $1 AND start_us < $2 - 90000000000' },
    { data: 'statistics', table: 'month', where: 'site = $1 AND start_us < $2 - 2764800000000' },
  ],
}
