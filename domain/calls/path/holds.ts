import type { CallHold } from '../call.ts'
import type { Channel } from '../channels/channel.ts'
import type { ContactReading } from '../contact-reading.ts'
import type { ChannelTalk } from '../conversations.ts'
import { covers, overlap, type Interval } from '../intervals.ts'

/**
 * Who had whom on hold, inside conversations (T-4: by the one who pressed hold). The manager tells it best; patched CEL and the music
 * that the other one hears tell it too. @returns null where no source tells of holds: not the same as none.
 */
export function holdsOf(reading: ContactReading): readonly CallHold[] | null {
  const { contact, talks } = reading
  if (talks.size === 0) return []
  if (contact.ami.length === 0) return holdsOfCel(reading)
  return (wasManagerAway(reading) ? holdsOfCel(reading) : null) ?? inOrder(holdsOfAmi(reading))
}

function holdsOfCel(reading: ContactReading): readonly CallHold[] | null {
  if (reading.hasPatchedHold) return inOrder(reading.lines.flatMap(line => heldIn(reading, line, line.held)))
  return holdsToldByMusic(reading)
}

/** It told how a channel began or ended, and of the two not the other: it was not heard all the time, and a Hold or its end may be missing. */
function wasManagerAway({ contact, lines }: ContactReading): boolean {
  const told = (name: string) =>
    new Set(contact.ami.flatMap(({ event, fields }) => (event === name ? (fields['Uniqueid'] ?? []) : [])))
  const [begun, ended] = [told('Newchannel'), told('Hangup')]
  return lines.some(
    ({ uniqueId, hasStart, endedAt }) => hasStart && endedAt !== null && begun.has(uniqueId) !== ended.has(uniqueId),
  )
}

/** @returns null where no stream is logged (before Asterisk 20.16, 21.11 and 22.6, or not among `events`). */
export function holdsToldByMusic(reading: ContactReading): readonly CallHold[] | null {
  if (!reading.hasStreams) return null
  return inOrder(reading.lines.flatMap(line => heldIn(reading, line, line.music)))
}

const inOrder = (holds: readonly CallHold[]): readonly CallHold[] => [...holds].sort((a, b) => a.from - b.from)

const talksOf = ({ talks }: ContactReading, channel: Channel): readonly ChannelTalk[] => talks.get(channel) ?? []

/** A hold that nobody takes back ends with the conversation in which it was pressed: a transfer or a consultation does that. */
function holdsOfAmi(reading: ContactReading): readonly CallHold[] {
  const holds: CallHold[] = []
  for (const presser of reading.lines) {
    const pressed: { from: number; to: number | null }[] = []
    for (const { event, fields, at } of reading.contact.ami) {
      if (fields['Uniqueid'] !== presser.uniqueId) continue
      const last = pressed.at(-1)
      if (event === 'Hold' && (!last || last.to !== null)) pressed.push({ from: at, to: null })
      if (event === 'Unhold' && last) last.to ??= at
    }
    for (const span of pressed) {
      const talk = talksOf(reading, presser).find(one => covers(one, span.from))
      const hold = talk && overlap(span, talk)
      if (hold) holds.push({ by: presser.uniqueId, held: onlyOne(talk), ...hold })
    }
  }
  return holds
}

/**
 * Music in a queue, while parked, or while the other one consults in another bridge is outside of every conversation. It stops a moment after
 * the one who pressed hold has passed the other on, or has come back to him: what is heard then is no hold of whoever he talks to.
 */
function heldIn(reading: ContactReading, held: Channel, spans: readonly Interval[]): readonly CallHold[] {
  const holds: CallHold[] = []
  const talks = talksOf(reading, held)
  for (const span of spans) {
    let before = talks.find(talk => covers(talk, span.from))
    const presser = before && onlyOne(before)
    for (const talk of talks) {
      if (talk !== before && !(before && follows(talk, before, presser))) continue
      const hold = overlap(span, talk)
      if (hold) holds.push({ by: onlyOne(talk), held: held.uniqueId, ...hold })
      before = talk
    }
  }
  return holds
}

/** Somebody came to the two, or left them: the hold goes on. */
const follows = (talk: ChannelTalk, before: ChannelTalk, presser: string | null | undefined): boolean =>
  talk.from === before.to && [...talk.with].some(({ uniqueId }) => presser === null || uniqueId === presser)

function onlyOne(talk: ChannelTalk): string | null {
  const [other] = talk.with
  return other && talk.with.size === 1 ? other.uniqueId : null
}
