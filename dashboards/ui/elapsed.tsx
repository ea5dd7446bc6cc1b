import { useLayoutEffect, useRef } from 'react'
import { formatSeconds } from '../format/durations.ts'
import { onTick } from './ticker.ts'

/** What React knows of the text: always the same, so that it never writes over ours. */
const blank = '\u200b'

interface ElapsedProps {
  /** Milliseconds on the clock that `now` reads. */
  readonly since: number
  readonly now: () => number
}

/**
 * A duration that goes on. It writes into its own text each second; React draws it only when `since` changes. The text node stays: another
 * one in its place would have the element styled anew.
 */
export function Elapsed({ since, now }: ElapsedProps) {
  const text = useRef<HTMLSpanElement>(null)

  useLayoutEffect(() => {
    const node = text.current?.firstChild
    const write = () => {
      if (node) node.nodeValue = formatSeconds((now() - since) / 1000)
    }
    write()
    return onTick(write)
  }, [since, now])

  return (
    <span ref={text} className="elapsed">
      {blank}
    </span>
  )
}
