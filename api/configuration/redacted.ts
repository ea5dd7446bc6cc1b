import { isObject } from '../../domain/configuration/check-value.ts'
import type { Json } from '../../domain/kernel/json.ts'

/** A configured value for eyes that may not see secrets: a seal becomes a word. That it changed can still be seen from its place. */
export function redacted(value: unknown): Json {
  if (Array.isArray(value)) return value.map(redacted)
  if (!isObject(value)) return value as Json
  if (typeof value['sealed'] === 'string') return '(secret)'
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redacted(one)]))
}
