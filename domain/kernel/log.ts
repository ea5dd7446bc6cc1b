import type { Json } from './json.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** How code says something to whoever operates it. Passed in; the outermost ring decides where it goes. */
export type Log = (level: LogLevel, message: string, fields?: { readonly [name: string]: Json }) => void

export const silent: Log = () => undefined
