import { isUtf8 } from 'node:buffer'
import type { OversizedLine } from '../text-lines.ts'

/** What the manager interface has said: its first line, then packets, each without the blank line behind it. */
export type ReceivedPacket =
  | { readonly banner: string }
  | { readonly packet: string }
  /** A packet that is too long to be one: its beginning and its whole length. */
  | { readonly oversized: OversizedLine }

/** An attended transfer has some 4 KiB; a UserEvent has what a dialplan puts into it. */
export const longestPacket = 1_048_576
const longestBanner = 256
const keptOfOversized = 8192

const lineEnd = Buffer.from('\r\n')
const packetEnd = Buffer.from('\r\n\r\n')
const nothing = Buffer.alloc(0)

interface PacketReader {
  /** What is complete with these bytes. However the bytes are cut, the same packets come out. */
  push(chunk: Buffer): ReceivedPacket[]
}

/** Cuts the bytes of one connection into packets. Memory is bounded whatever comes. */
export function packetReader(): PacketReader {
  let isBannerDue = true
  let parts: Buffer[] = []
  let bytes = 0
  /** The last bytes of the parts: an end may be cut in two. */
  let tail = nothing

  function keep(rest: Buffer): void {
    // A copy, so that the chunk itself can be freed.
    parts.push(Buffer.from(rest))
    bytes += rest.length
    tail = Buffer.concat([tail, rest.subarray(-3)]).subarray(-3)
    if (bytes > longestPacket) parts = [Buffer.concat(parts).subarray(0, keptOfOversized)]
  }

  function take(last: Buffer, end: number): ReceivedPacket | undefined {
    const isOversized = bytes + last.length > longestPacket
    const length = bytes + last.length - end
    const whole = isOversized
      ? Buffer.concat([...parts, last]).subarray(0, keptOfOversized)
      : Buffer.concat([...parts, last])
    parts = []
    bytes = 0
    tail = nothing
    if (isOversized) return { oversized: { start: textOf(whole), bytes: length } }
    const text = textOf(whole.subarray(0, length))
    if (!isBannerDue) return text.trim() === '' ? undefined : { packet: text }
    isBannerDue = false
    return { banner: text }
  }

  return {
    push(chunk) {
      const heard: ReceivedPacket[] = []
      let rest = chunk
      while (rest.length > 0) {
        const end = isBannerDue ? lineEnd : packetEnd
        const at = (tail.length > 0 ? Buffer.concat([tail, rest]) : rest).indexOf(end)
        if (at < 0) {
          keep(rest)
          break
        }
        const used = at + end.length - tail.length
        const taken = take(rest.subarray(0, used), end.length)
        if (taken) heard.push(taken)
        rest = rest.subarray(used)
      }
      if (isBannerDue && bytes > longestBanner) {
        // Whoever greets like this is no manager interface: the caller looks at it and hangs up.
        const banner = textOf(Buffer.concat(parts).subarray(0, longestBanner))
        isBannerDue = false
        heard.push({ banner })
      }
      return heard
    },
  }
}

/** Names may be in the Latin-1 of an old provisioning: every byte is kept as one character then. */
const textOf = (bytes: Buffer): string => bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')

export type PacketLines = readonly (readonly [key: string, value: string])[]

/** The lines of a packet, in order; keys may repeat. */
export function readPacket(packet: string): { readonly lines: PacketLines } | { readonly reason: string } {
  const lines: (readonly [string, string])[] = []
  for (const line of packet.split(packet.includes('\r\n') ? '\r\n' : '\n')) {
    if (line === '') continue
    const colon = line.indexOf(':')
    if (colon < 1) return { reason: `has a line that is no "Key: Value": "${line.slice(0, 40)}"` }
    lines.push([line.slice(0, colon), line.slice(line.startsWith(': ', colon) ? colon + 2 : colon + 1)])
  }
  return { lines }
}

export const valueOf = (lines: PacketLines, key: string): string | undefined =>
  lines.find(([each]) => each === key)?.[1]
