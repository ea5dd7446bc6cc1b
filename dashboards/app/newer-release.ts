import { useEffect, useState } from 'react'
import { useConnectionState } from '../graphql/live-context.ts'

/** Seldom enough to cost nothing: the server answers in a few bytes that nothing has changed. */
const askEveryMs = 600_000

/** Of the script that a page begins with: its name has the digest of its content, so another release has another one. */
const firstScript = /<script[^>]*\ssrc="([^"]+)"/

/** What this page was made of. In development there is no digest, and nothing to find out. */
const mine = document.querySelector('script[src*="/assets/"]')?.getAttribute('src') ?? undefined

/** Whether the server gives out other pages than the one that is open. One that does not answer has none. */
async function isReplaced(): Promise<boolean> {
  if (mine === undefined) return false
  try {
    const response = await fetch('/', { cache: 'no-cache' })
    const theirs = response.ok ? firstScript.exec(await response.text())?.[1] : undefined
    return theirs !== undefined && theirs !== mine
  } catch {
    return false
  }
}

/**
 * Whether the server has been upgraded since the page was loaded: it speaks to a server of another release then. Asked when the
 * connection has come back, when somebody comes back to the page, and now and then.
 */
export function useNewerRelease(): boolean {
  const [replaced, setReplaced] = useState(false)
  const { phase } = useConnectionState()

  useEffect(() => {
    if (replaced) return
    let gone = false
    const ask = () => {
      if (document.visibilityState === 'visible')
        void isReplaced().then(is => {
          if (is && !gone) setReplaced(true)
        })
    }
    if (phase === 'live') ask()
    const asking = setInterval(ask, askEveryMs)
    document.addEventListener('visibilitychange', ask)
    return () => {
      gone = true
      clearInterval(asking)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [phase, replaced])

  return replaced
}
