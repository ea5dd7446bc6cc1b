import type { Rejection } from '../kernel/decider.ts'

const most = 500

/**
 * A document of which everything is wrong is wrong for one reason: nobody reads thousands of rules, and what is refused is stored. What was
 * cut here already is left as it is.
 */
export const firstRejections = (rejections: readonly Rejection[]): readonly Rejection[] =>
  rejections.length <= most + 1
    ? rejections
    : [...rejections.slice(0, most), { field: 'commands', rule: 'more', message: others(rejections.length - most) }]

const others = (count: number): string =>
  `${count} more rules are broken: put right those that are told, then send it again`
