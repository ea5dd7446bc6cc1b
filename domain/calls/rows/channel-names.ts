/**
 * `local`: a half of a Local channel, folded away. `technical`: Asterisk's own helper (announcer of a conference, surrogate of a
 * channel that is moved). `line`: a phone or a line to the outside.
 */
export type ChannelName =
  | { readonly kind: 'line'; readonly full: string; readonly line: string; readonly endpoint: string }
  /** `pair` is the name without its `;1` or `;2`. `target` is `exten@context`. */
  | {
      readonly kind: 'local'
      readonly full: string
      readonly pair: string
      readonly half: 1 | 2
      readonly target: string
    }
  | { readonly kind: 'technical'; readonly full: string }

const technical =
  /^(?:AsyncGoto|Surrogate|CBAnn|CBRec|Announcer|Recorder|Bridge|Parked|MulticastRTP|UnicastRTP|Message)\//

export function channelNameOf(full: string): ChannelName {
  if (full.startsWith('Local/')) {
    const cut = full.lastIndexOf(';')
    const pair = cut < 0 ? full : full.slice(0, cut)
    return { kind: 'local', full, pair, half: full.endsWith(';2') ? 2 : 1, target: withoutCounter(pair).slice(6) }
  }
  if (technical.test(full)) return { kind: 'technical', full }
  const line = withoutCounter(full)
  return { kind: 'line', full, line, endpoint: line.slice(line.indexOf('/') + 1) }
}

/** `PJSIP/1001-0000007a` without `-0000007a`; `DAHDI/i1/0612345678-5` without `-5`. */
const withoutCounter = (name: string): string => name.replace(/-[0-9a-f]+(?:<\w+>)?$/i, '')
