import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useMessages } from '../../i18n/language.ts'
import { useDefinition } from './definitions.tsx'
import { explanationId } from './explain.tsx'
import { explained, type Explanation } from './explanation.ts'
import { onTick } from '../ticker.ts'

const gap = 8

/** The one tooltip of the page. In the top layer, so that no scrolling box cuts it off. */
export function ExplanationPopover() {
  const shown = useSyncExternalStore(explained.subscribe, explained.get)
  const box = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const { current } = box
    if (!current) return
    if (!shown) {
      if (current.matches(':popover-open')) current.hidePopover()
      return
    }
    // Closed and opened again it comes to lie above a dialog that was opened meanwhile.
    if (current.matches(':popover-open')) current.hidePopover()
    current.showPopover()
    place(current, shown.anchor)
    // A notice that comes in above moves the figure, and the tooltip must not cover it.
    return onTick(() => place(current, shown.anchor))
  }, [shown])

  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !explained.get()) return
      event.preventDefault()
      event.stopPropagation()
      explained.hide()
    }
    const hide = ({ target }: Event) => {
      if (target !== box.current) explained.hide()
    }
    document.addEventListener('keydown', close, { capture: true })
    window.addEventListener('scroll', hide, { capture: true, passive: true })
    window.addEventListener('resize', hide)
    return () => {
      document.removeEventListener('keydown', close, { capture: true })
      window.removeEventListener('scroll', hide, { capture: true })
      window.removeEventListener('resize', hide)
    }
  }, [])

  return (
    <div
      ref={box}
      id={explanationId}
      className="explanation"
      role="tooltip"
      popover="manual"
      onPointerEnter={() => explained.stay()}
      onPointerLeave={() => explained.hideSoon()}
    >
      {shown ? <ExplanationText {...shown.explanation} /> : null}
    </div>
  )
}

function place(box: HTMLElement, anchor: HTMLElement): void {
  const from = anchor.getBoundingClientRect()
  // Measured in the corner: where it stood before there may have been less room.
  box.style.top = '0'
  box.style.left = '0'
  const { offsetWidth, offsetHeight } = box
  const room = { width: document.body.clientWidth, height: window.innerHeight }
  const below = from.bottom + gap
  const above = from.top - gap - offsetHeight
  const top = below + offsetHeight <= room.height - gap || above < gap ? below : above
  const left = Math.min(from.left, room.width - offsetWidth - gap)
  box.style.top = `${Math.max(gap, Math.min(top, room.height - offsetHeight - gap))}px`
  box.style.left = `${Math.max(gap, left)}px`
}

function ExplanationText({ metric, title, details }: Explanation) {
  const t = useMessages()
  const definition = useDefinition(metric)
  return (
    <>
      <h3>{definition?.label ?? title}</h3>
      {details}
      {definition ? (
        <>
          <p>{definition.description}</p>
          {definition.formula ? <code className="explanation-formula">{definition.formula}</code> : null}
          <dl className="explanation-facts">
            <dt>{t.unit}</dt>
            <dd>{t.units(definition.unit)}</dd>
            <dt>{t.source}</dt>
            <dd>{definition.source}</dd>
            <dt>{t.metric}</dt>
            <dd className="mono">{definition.name}</dd>
          </dl>
          {definition.traps.length > 0 ? (
            <>
              <h3>{t.traps}</h3>
              <ul className="explanation-traps">
                {definition.traps.map(trap => (
                  <li key={trap}>{trap}</li>
                ))}
              </ul>
            </>
          ) : null}
        </>
      ) : null}
    </>
  )
}
