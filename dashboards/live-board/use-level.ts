import { useEffect, useState } from 'react'
import type { Limits } from '../app/settings.ts'
import { levelOf, type Level } from '../ui/explanation/level.ts'
import { onTick } from '../ui/ticker.ts'

/** Level of a wait that goes on; the component is drawn anew only when the level changes. */
export function useWaitLevel(since: number | null, now: () => number, limits: Limits): Level {
  const [level, setLevel] = useState<Level>('calm')

  useEffect(() => {
    const judge = () => setLevel(levelOf(since === null ? null : Math.floor((now() - since) / 1000), limits))
    judge()
    return since === null ? undefined : onTick(judge)
  }, [since, now, limits])

  return level
}
