import type { Micros } from '../../kernel/time.ts'
import type { Channel } from './channel.ts'
import type { ContactReading } from '../contact-reading.ts'

/** Whether a call is over. LOST: a channel never ended and the PBX started again since; nobody knows when it did (L-03, T-3). */
export type Life = { readonly state: 'OVER'; readonly endedAt: Micros } | { readonly state: 'LOST' | 'OPEN' }

export function lifeOf({ channels, lines, history }: ContactReading): Life {
  const living = lines.length > 0 ? lines : channels
  const unended = living.filter(({ endedAt }) => endedAt === null)
  if (unended.length === 0) return { state: 'OVER', endedAt: latest(living) }
  return { state: unended.every(channel => isLost(channel, history.restarts)) ? 'LOST' : 'OPEN' }
}

const latest = (channels: readonly Channel[]): Micros => Math.max(...channels.map(({ endedAt }) => endedAt ?? 0))

export const isLost = ({ lastAt, endedAt }: Channel, restarts: readonly Micros[]): boolean =>
  endedAt === null && restarts.some(at => at > lastAt)
