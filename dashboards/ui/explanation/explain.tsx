import { useEffect, useRef, type ReactNode } from 'react'
import { explained, type Explanation } from './explanation.ts'

export const explanationId = 'explanation'

interface ExplainProps extends Explanation {
  readonly children: ReactNode
  readonly className?: string | undefined
  /** What a click does besides showing the explanation, e.g. sorting by this column. */
  readonly onActivate?: (() => void) | undefined
}

/** A figure, or its name, that says what it means: on hovering, on keyboard focus, on touch. Escape closes it. */
export function Explain({ metric, title, details, children, className, onActivate }: ExplainProps) {
  const button = useRef<HTMLButtonElement>(null)
  const latest = useRef<Explanation>({ title })
  latest.current = { metric, title, details }

  useEffect(() => {
    const anchor = button.current
    return () => {
      if (explained.get()?.anchor === anchor) explained.hide()
    }
  }, [])

  return (
    <button
      ref={button}
      type="button"
      className={`explain ${className ?? ''}`}
      aria-describedby={explanationId}
      onPointerEnter={({ currentTarget, pointerType }) => {
        if (pointerType === 'mouse') explained.showSoon(currentTarget, latest.current)
      }}
      onPointerLeave={() => explained.hideSoon()}
      onFocus={({ currentTarget }) => {
        if (currentTarget.matches(':focus-visible')) explained.show(currentTarget, latest.current)
      }}
      onBlur={() => explained.hide()}
      onClick={({ currentTarget }) => {
        if (onActivate) onActivate()
        else explained.show(currentTarget, latest.current)
      }}
    >
      {children}
    </button>
  )
}
