import type { Rejection } from '../../kernel/decider.ts'

/** Sections that the generated pjsip.conf has of its own. */
const sections: ReadonlySet<string> = new Set(['global', 'system', 'acl', 'general'])

/** What res_pjsip_endpoint_identifier_anonymous looks for: it lets in whoever no other endpoint knows. */
const anonymous = 'anonymous'

/** @returns why no line and no trunk can have this name */
export function reservedSipName(name: string): readonly Rejection[] {
  if (sections.has(name))
    return [{ field: 'name', rule: 'reserved', message: `${name} is a section of pjsip.conf; take another name` }]
  if (name.toLowerCase() !== anonymous) return []
  const message = `Asterisk takes every call that it knows no sender of for one of ${name}; take another name`
  return [{ field: 'name', rule: 'reserved', message }]
}
