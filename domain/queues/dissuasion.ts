import type { ConfigurationCommand } from '../configuration/commands.ts'
import { objectsOf, type Configuration } from '../configuration/configuration.ts'
import { soundFiles } from '../routing/sound-files.ts'
import type { ConfiguredQueue } from './configured-queues.ts'

export type Destination = NonNullable<ConfiguredQueue['fail']>

/** What callers get while a queue is closed exceptionally: its `fail` destination, as supervisors see it (pbx-configuration §7.10). */
type Dissuasion =
  | { readonly type: 'soundFile'; readonly soundFile: string }
  | { readonly type: 'queue'; readonly queue: string }
  | { readonly type: 'other' }
  | null

/** Sounds of dissuasion are those of this directory that carry the queue's name. */
const directory = 'playback/'

export function dissuasionOf({ name, fail }: Pick<ConfiguredQueue, 'name' | 'fail'>): Dissuasion {
  if (fail === null) return null
  if ('sound' in fail && isSoundOf(name, fail.sound.sound))
    return { type: 'soundFile', soundFile: withoutDirectory(fail.sound.sound) }
  if ('queue' in fail) return { type: 'queue', queue: fail.queue.queue }
  return { type: 'other' }
}

/** What a supervisor may choose from: sounds by their names without directory, and the queue that is set for it. */
interface DissuasionChoices {
  readonly soundFiles: readonly string[]
  readonly queues: readonly string[]
}

export const dissuasionChoices = (
  { name, dissuasionQueue }: Pick<ConfiguredQueue, 'name' | 'dissuasionQueue'>,
  configuration: Configuration,
): DissuasionChoices => ({
  soundFiles: objectsOf(configuration, soundFiles)
    .filter(({ value }) => `${value.directory}/` === directory && isSoundOf(name, value.name))
    .map(({ value }) => value.name),
  queues: dissuasionQueue === null ? [] : [dissuasionQueue],
})

export type ChosenDissuasion = { readonly soundFile: string } | { readonly queue: string } | null

/** @returns the command that makes it the queue's `fail`; null: calls end */
export const dissuasionCommand = (queue: string, to: ChosenDissuasion): ConfigurationCommand => ({
  changeQueue: {
    name: queue,
    fail:
      to === null
        ? null
        : 'soundFile' in to
          ? { sound: { sound: directory + to.soundFile } }
          : { queue: { queue: to.queue } },
  },
})

/**
 * Whether a supervisor may make it the queue's `fail`: a sound named after the queue, or the one queue that is set for it. Who may
 * change queues may set any destination.
 */
export const isDissuasion = (
  { name, dissuasionQueue }: Pick<ConfiguredQueue, 'name' | 'dissuasionQueue'>,
  to: Destination,
): boolean => ('sound' in to ? isSoundOf(name, to.sound.sound) : 'queue' in to && to.queue.queue === dissuasionQueue)

const isSoundOf = (queue: string, sound: string): boolean => {
  const file = withoutDirectory(sound)
  return !file.includes('/') && file.startsWith(`${queue}_`)
}

const withoutDirectory = (sound: string): string =>
  sound.startsWith(directory) ? sound.slice(directory.length) : sound
