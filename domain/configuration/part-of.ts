import type { Configuration, ConfiguredObject } from './configuration.ts'

/** A configuration in which some objects are not, and never were: removing one of these is a slip of the pen, as of any that never was. */
export function partOf(
  whole: Configuration,
  isSeen: (kind: string, key: string, object: ConfiguredObject) => boolean,
): Configuration {
  const generations = new Map(whole.generations)
  const objects = [...whole.objects].map(([kind, ofKind]) => {
    const seen = new Map(ofKind)
    for (const [key, object] of ofKind)
      if (!isSeen(kind, key, object)) {
        seen.delete(key)
        generations.delete(`${kind}:${key}`)
      }
    return [kind, seen] as const
  })
  return { objects: new Map(objects), generations }
}
