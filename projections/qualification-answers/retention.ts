import type { Retention } from '../../domain/kernel/projection.ts'

/** What is removed when (domain/retention): what agents noted about people, and later the answers themselves. */
export const retention: Retention = {
  instants: { answer: 'answered_us' },
  rows: [
    {
      data: 'callDetails',
      table: 'answer',
      where: `site = $1 AND answered_us < $2
        AND (first_name IS NOT NULL OR last_name IS NOT NULL OR comment IS NOT NULL OR custom_data IS NOT NULL)`,
      blanked: 'first_name = NULL, last_name = NULL, comment = NULL, custom_data = NULL',
    },
    { data: 'statistics', table: 'answer', where: 'site = $1 AND answered_us < $2' },
  ],
}
