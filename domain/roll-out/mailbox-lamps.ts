import { confSections } from './conf-sections.ts'

/**
 * Endpoints whose lamp showed a mailbox and that have none any more. Asterisk tells a phone of messages, not that there is nothing to tell
 * any more: a lamp that was lit would stay so until the phone starts again (pbx-configuration §6).
 */
export function lampsToPutOut(before: string, after: string): readonly string[] {
  const is = lampsIn(after)
  return [...lampsIn(before)].flatMap(([endpoint, hadOne]) => (hadOne && is.get(endpoint) === false ? [endpoint] : []))
}

/** Every endpoint of a pjsip.conf, and whether it has the lamp of a mailbox. */
function lampsIn(pjsipConf: string): ReadonlyMap<string, boolean> {
  const lamps = new Map<string, boolean>()
  for (const { name, settings, isTemplate } of confSections(pjsipConf).sections) {
    const isEndpoint = settings.some(one => one.name === 'type' && one.value === 'endpoint')
    if (isEndpoint && !isTemplate)
      lamps.set(
        name,
        settings.some(one => one.name === 'mailboxes' && one.value !== ''),
      )
  }
  return lamps
}
