import type { Rejection } from '../../kernel/decider.ts'

/** @returns why it is no range of numbers */
export const wrongOrder = (
  field: string,
  { start, end }: { readonly start: string; readonly end: string },
): Rejection[] =>
  start.length === end.length && start <= end
    ? []
    : [
        {
          field,
          rule: 'order',
          message: `${start} to ${end} is no range: both must have as many digits, the first not above the last`,
        },
      ]
