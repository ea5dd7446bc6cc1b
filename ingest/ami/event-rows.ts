import type { Micros } from '../../domain/kernel/time.ts'
import { amiFact, amiPacketText, decodeAmiJson, type AmiRules } from '../../domain/pbx/ami-fact.ts'
import { withoutSecrets } from '../../domain/pbx/ami-secrets.ts'
import type { Decoded } from '../../domain/pbx/decoded.ts'
import type { AmiFact } from '../../domain/pbx/facts.ts'
import type { SourceClock } from '../../domain/pbx/source-time.ts'
import { tooLongName } from '../fact-kinds.ts'
import { hasControls, printable, type Row } from '../row-decoder.ts'
import type { OversizedLine } from '../text-lines.ts'
import { readPacket } from './packets.ts'

/** Turns what a manager interface says, or a recorder wrote down, into rows. undefined: noise. */
interface EventRows {
  /** A line of a recording. */
  ofJson(line: string, number: number): Row | undefined
  /** @param receivedAt undefined where nobody knows any more */
  ofPacket(packet: string, number: number, receivedAt: Micros | undefined): Row | undefined
  ofOversized(oversized: OversizedLine, number: number): Row
  /** Events dropped as noise so far. */
  dropped(): number
}

/** @param input name of the file or source, for quarantined rows */
export function eventRows(clock: SourceClock, input: string, rules: AmiRules): EventRows {
  let dropped = 0

  const quarantined = (raw: string, reason: string, line: number, bytes?: number): Row => ({
    quarantined: {
      kind: 'ami',
      raw: withoutSecrets(printable(raw)),
      reason,
      input,
      line,
      ...(bytes === undefined ? {} : { bytes }),
    },
  })

  function row(decoded: Decoded<AmiFact> | undefined, raw: string, number: number): Row | undefined {
    if (!decoded) {
      dropped += 1
      return undefined
    }
    if ('reason' in decoded) return quarantined(raw, decoded.reason, number)
    const long = tooLongName(decoded.fact)
    return long ? quarantined(raw, long, number) : decoded
  }

  const controls =
    'holds control characters: what sends them is no manager interface, or the bytes were damaged on the way'

  return {
    ofJson: (line, number) =>
      hasControls(line) ? quarantined(line, controls, number) : row(decodeAmiJson(line, clock, rules), line, number),

    ofPacket(packet, number, receivedAt) {
      // Noise is not worth being taken apart.
      const name = /^Event: ([^\r\n]+)/.exec(packet)?.[1]
      if (name !== undefined && rules.isDropped(name)) {
        dropped += 1
        return undefined
      }
      if (hasControls(packet)) return quarantined(packet, controls, number)
      const read = readPacket(packet)
      if ('reason' in read) return quarantined(packet, read.reason, number)
      const text = amiPacketText(read.lines)
      return row(amiFact(read.lines, text, receivedAt, clock, rules), text, number)
    },

    ofOversized: ({ start, bytes }, number) =>
      quarantined(start, `${bytes} bytes long; only its beginning is kept`, number, bytes),

    dropped: () => dropped,
  }
}
