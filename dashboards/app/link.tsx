import type { ReactNode } from 'react'
import { goTo } from './location.ts'

interface LinkProps {
  readonly to: string
  readonly className?: string
  readonly current?: boolean
  readonly children: ReactNode
}

/** A real link (middle click, copy address) that does not load the page again. */
export function Link({ to, className, current, children }: LinkProps) {
  return (
    <a
      href={to}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={event => {
        if (event.defaultPrevented || event.button !== 0) return
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        goTo(to)
      }}
    >
      {children}
    </a>
  )
}
