import { useLayoutEffect, useRef } from 'react'
import { formatSeconds } from '../format/durations.ts'
import { onTick } from './ticker.ts'

interface ElapsedProps {
  /** Milliseconds on the clock that `now` reads. */
  readonly since: number
  readonly now: () => number
}

/** A duration that goes on. It writes into its own text each second; React draws it only when `since` changes. */
export function Elapsed({ since, now }: ElapsedProps) {
  const text = useRef<HTMLSpanElement>(null)

  useLayoutEffect(() => {
    const write = () => {
      if (text.current) text.current.textContent = formatSeconds((now() - since) / 1000)
    }
    write()
    return onTick(write)
  }, [since, now])

  return <span ref={text} className="elapsed" />
}
