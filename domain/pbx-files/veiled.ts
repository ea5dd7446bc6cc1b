import { digestOf, imprintOf } from './digest.ts'

/** What stands in a file for a secret when those look at it who may not see it: another secret gives another word. */
export const veiled = (sealed: string): string => `secret-${digestOf(imprintOf(sealed)).slice(0, 8)}`
