import type { Figures } from './comparison.ts'
import { sum } from './rows.ts'

/** What must hold among our own answers, whatever the log says. A line for each that does not. */
export function brokenSums(
  told: Figures,
  isSum: (of: (name: string) => number) => readonly [whole: number, parts: number],
): string[] {
  return [...told].flatMap(([key, figures]) => {
    const [whole, parts] = isSum(name => figures[name] ?? 0)
    return Math.abs(whole - parts) < 1 ? [] : [`${key}: ${whole} is not the sum ${parts}`]
  })
}

const outcomes = [
  'answered',
  'abandoned',
  'timedOut',
  'exitedWithKey',
  'exitedEmpty',
  'withdrawn',
  'callbackRequested',
  'lostBySystem',
]

const refused = ['refusedFull', 'refusedClosed', 'refusedJoinEmpty', 'refusedDivertRatio', 'refusedDivertWait']

/** products-and-metrics 2.1: offered is the sum of the outcomes and of what is open; presented has the refused ones too (contact-center 5.7). */
export const sumsOfQueues = (told: Figures): string[] => [
  ...brokenSums(told, of => [of('offered'), sum([...outcomes, 'open'].map(of))]),
  ...brokenSums(told, of => [of('presented'), sum(['offered', ...refused].map(of))]),
]

/** Whoever waited at the start or came is gone or waits at the end: queue by queue, one interval after the other. */
export function sumsInTime(told: Figures): string[] {
  const broken: string[] = []
  let before = { queue: '', open: 0, to: '' }
  for (const [key, figures] of [...told].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [queue = '', from, to = ''] = key.split(' ')
    const follows = before.queue === queue && before.to === from
    if (follows) {
      const gone = sum(outcomes.map(name => figures[name] ?? 0))
      const [come, left] = [before.open + (figures['offered'] ?? 0), gone + (figures['open'] ?? 0)]
      if (come !== left) broken.push(`${key}: ${come} waited or came, ${left} are gone or wait`)
    }
    before = { queue, open: figures['open'] ?? 0, to }
  }
  return broken
}

/** Every figure that adds up: the long interval is the sum of the short ones in it. */
export function sumsOfParts(whole: Figures, parts: Figures, names: readonly string[]): string[] {
  return [...whole].flatMap(([key, figures]) => {
    const [who = '', from = '', to = ''] = key.split(' ')
    const inside = [...parts].filter(([part]) => {
      const [other, start = '', end = ''] = part.split(' ')
      return other === who && start >= from && end <= to
    })
    return names.flatMap(name => {
      const added = sum(inside.map(([, part]) => part[name] ?? 0))
      const is = figures[name] ?? 0
      return Math.abs(is - added) < 1 ? [] : [`${key}: ${name} is ${is}, its parts add up to ${added}`]
    })
  })
}
