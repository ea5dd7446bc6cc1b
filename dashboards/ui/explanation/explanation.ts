import type { ReactNode } from 'react'

/** What the one tooltip of the page shows: a figure's definition, and what stands behind this very value. */
export interface Explanation {
  readonly metric?: string | undefined
  /** When the server knows no such metric: the heading. */
  readonly title: string
  readonly details?: ReactNode
}

interface Explained {
  readonly anchor: HTMLElement
  readonly explanation: Explanation
}

let current: Explained | undefined
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function become(next: Explained | undefined): void {
  clearTimeout(timer)
  if (next?.anchor === current?.anchor && next?.explanation === current?.explanation) return
  current = next
  for (const listener of listeners) listener()
}

/** Long enough that a pointer on its way elsewhere opens nothing, and that it can travel into the tooltip (WCAG 1.4.13). */
const openAfterMs = 350
const closeAfterMs = 250

export const explained = {
  get: (): Explained | undefined => current,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  show: (anchor: HTMLElement, explanation: Explanation) => become({ anchor, explanation }),
  hide: () => become(undefined),
  showSoon(anchor: HTMLElement, explanation: Explanation) {
    clearTimeout(timer)
    timer = setTimeout(() => become({ anchor, explanation }), current ? 80 : openAfterMs)
  },
  hideSoon() {
    clearTimeout(timer)
    timer = setTimeout(() => become(undefined), closeAfterMs)
  },
  stay: () => clearTimeout(timer),
}
