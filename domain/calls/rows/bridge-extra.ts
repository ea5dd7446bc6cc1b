import { celExtra } from '../../pbx/cel-extra.ts'

const idKey = '"bridge_id":"'
const technologyKey = '"bridge_technology":"'

/**
 * The bridge of BRIDGE_ENTER and BRIDGE_EXIT. Cut out where it stands, since these rows are the most of a lean CEL and their JSON is
 * Asterisk's own; what looks otherwise is parsed. @returns undefined where there is none.
 */
export function bridgeOf(extra: string): { readonly id: string; readonly technology: string } | undefined {
  const id = valueOf(extra, idKey)
  if (id !== undefined) return { id, technology: valueOf(extra, technologyKey) ?? '' }
  const parsed = celExtra({ eventtype: 'BRIDGE_ENTER', userdeftype: '', extra, appname: '', appdata: '' })
  if (parsed.event !== 'BRIDGE_ENTER' || parsed.bridgeId === undefined) return undefined
  return { id: parsed.bridgeId, technology: parsed.technology ?? '' }
}

function valueOf(extra: string, key: string): string | undefined {
  const place = extra.indexOf(key)
  if (place < 0) return undefined
  const from = place + key.length
  const to = extra.indexOf('"', from)
  return to > from ? extra.slice(from, to) : undefined
}
