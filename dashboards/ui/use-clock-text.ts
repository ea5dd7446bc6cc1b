import { useEffect, useState } from 'react'
import { onTick } from './ticker.ts'

/** A text that depends on the time of day; the component is drawn anew only when it changes. */
export function useClockText(read: () => string): string {
  const [text, setText] = useState(read)
  useEffect(() => onTick(() => setText(read())))
  return text
}
