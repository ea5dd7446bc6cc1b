import { useEffect, useRef, useState } from 'react'

interface PageChangeProps {
  /** Another one is another page. */
  readonly path: string
  readonly title: string
}

/**
 * Tells a screen reader that another page has come, which a browser does only for documents. Who followed a link that is gone with its page
 * stands at the beginning of the new one, not before the navigation again. The first page is told by the document itself.
 */
export function PageChange({ path, title }: PageChangeProps) {
  const shown = useRef(path)
  const [told, setTold] = useState('')

  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    setTold(title)
    const content = document.getElementById('content')
    const { activeElement } = document
    // The page before may still be there, hidden, until the next one has been loaded.
    if (activeElement === document.body || content?.contains(activeElement)) content?.focus({ preventScroll: true })
  }, [path, title])

  return (
    <p className="visually-hidden" role="status" data-testid="page-change">
      {told}
    </p>
  )
}
