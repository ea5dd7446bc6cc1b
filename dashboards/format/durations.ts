import { noValue } from './numbers.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** mm:ss below an hour, h:mm:ss from there on; hours are not folded into days. Fractions of a second are cut. */
export function formatSeconds(seconds: number | null | undefined): string {
  if (seconds == null || !Number.isFinite(seconds)) return noValue
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  const clock = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`
  return hours > 0 ? `${hours}:${clock}` : clock
}

/** Averages of short waits: one decimal below a minute, where 2.4 s and 2.9 s are different answers. */
export function formatAverageSeconds(seconds: number | null | undefined, decimal: (value: number) => string): string {
  if (seconds == null) return noValue
  return seconds < 59.95 ? `${decimal(seconds)} s` : formatSeconds(Math.round(seconds))
}
