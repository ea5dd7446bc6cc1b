import type { ConfiguredQueue } from './configured-queues.ts'

export type Destination = NonNullable<ConfiguredQueue['fail']>

/** What callers get while a queue is closed exceptionally: its `fail` destination, as supervisors see it (pbx-configuration §7.10). */
export type Dissuasion =
  | { readonly type: 'soundFile'; readonly soundFile: string }
  | { readonly type: 'queue'; readonly queue: string }
  | { readonly type: 'other' }
  | null

/** Sounds of dissuasion are those of this directory that carry the queue's name. */
const directory = 'playback/'

export function dissuasionOf({ name, fail }: Pick<ConfiguredQueue, 'name' | 'fail'>): Dissuasion {
  if (fail === null) return null
  if ('sound' in fail && isSoundOf(name, fail.sound.sound)) return { type: 'soundFile', soundFile: fail.sound.sound }
  if ('queue' in fail) return { type: 'queue', queue: fail.queue.queue }
  return { type: 'other' }
}

/**
 * Whether a supervisor may make it the queue's `fail`: a sound named after the queue, or the one queue that is set for it. Who may
 * change queues may set any destination.
 */
export const isDissuasion = (
  { name, dissuasionQueue }: Pick<ConfiguredQueue, 'name' | 'dissuasionQueue'>,
  to: Destination,
): boolean => ('sound' in to ? isSoundOf(name, to.sound.sound) : 'queue' in to && to.queue.queue === dissuasionQueue)

const isSoundOf = (queue: string, sound: string): boolean => {
  const file = sound.startsWith(directory) ? sound.slice(directory.length) : sound
  return !file.includes('/') && file.startsWith(`${queue}_`)
}
