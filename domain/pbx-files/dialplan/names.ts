import { hash128 } from '../../kernel/hash128.ts'

/** What has a context of its own in the generated dialplan. */
export type Owner =
  | 'user'
  | 'group'
  | 'queue'
  | 'skills'
  | 'conference'
  | 'did'
  | 'outcall'
  | 'outcalls'
  | 'schedule'
  | 'ivr'
  | 'permission'
  | 'permissions'
  | 'shown'
  | 'filter'
  | 'line'
  | 'trunk'
  | 'agent'
  | 'paging'

/**
 * The context of a configured object. No context that people name has a ~, and GotoIf would take a colon for itself. Signs of patterns
 * are written by their numbers; Asterisk cuts a name at 79 signs, so a longer one ends in a digest.
 */
export function contextOf(owner: Owner, key: string): string {
  const name = `${owner}~${key.replace(/[^A-Za-z0-9_.@-]/g, sign => `~${sign.charCodeAt(0).toString(16)}`)}`
  return name.length <= longest ? name : `${name.slice(0, longest - 17)}~${digestOf(name)}`
}

const longest = 79

const digestOf = (name: string): string =>
  hash128(name)
    .slice(0, 2)
    .map(word => (word >>> 0).toString(16).padStart(8, '0'))
    .join('')
