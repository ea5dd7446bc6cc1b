import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useMessages } from '../../i18n/language.ts'

interface Extent {
  /** Wider than its frame: it is moved sideways in it. */
  readonly isWide: boolean
  readonly isMoved: boolean
  readonly hasMore: boolean
}

const fitting: Extent = { isWide: false, isMoved: false, hasMore: false }

/**
 * The frame of a table. One that fits lets the names of its columns stay below the bar of the page while one goes down it; a
 * wider one is moved within the frame, whose edges show that there is more, and has the names of its columns and of its rows held.
 */
export function TableFrame({
  className = '',
  children,
}: {
  readonly className?: string
  readonly children: ReactNode
}) {
  const t = useMessages()
  const frame = useRef<HTMLDivElement>(null)
  const [{ isWide, isMoved, hasMore }, setExtent] = useState(fitting)

  useLayoutEffect(() => {
    const { current } = frame
    if (!current) return
    const measure = () => {
      const next = extentOf(current)
      setExtent(known =>
        known.isWide === next.isWide && known.isMoved === next.isMoved && known.hasMore === next.hasMore ? known : next,
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    if (current.firstElementChild) observer.observe(current.firstElementChild)
    current.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      current.removeEventListener('scroll', measure)
    }
  }, [])

  return (
    <div className={`table-frame ${className}`} data-moved={isMoved || undefined} data-more={hasMore || undefined}>
      <div
        ref={frame}
        className="table-scroll"
        data-wide={isWide || undefined}
        // Who has no mouse moves it with the arrow keys.
        {...(isWide && { tabIndex: 0, role: 'group', 'aria-label': t.movesSideways })}
      >
        {children}
      </div>
    </div>
  )
}

/** Its width with the bar by which it is moved: that bar must not make it too narrow for what fits without. */
function extentOf(frame: HTMLDivElement): Extent {
  const table = frame.firstElementChild
  if (!table || table.scrollWidth <= frame.offsetWidth) return fitting
  const rest = frame.scrollWidth - frame.clientWidth - frame.scrollLeft
  return { isWide: true, isMoved: frame.scrollLeft > 1, hasMore: rest > 1 }
}
