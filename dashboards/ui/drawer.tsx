import { useEffect, useRef, type ReactNode } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Icon } from './icons.tsx'
import './drawer.css'

interface DrawerProps {
  readonly title: string
  readonly note?: string
  readonly onClose: () => void
  /** For a form instead of a table. */
  readonly narrow?: boolean
  readonly children: ReactNode
}

/** A modal panel at the side. The browser keeps the focus in it and gives it back afterwards; Escape closes it. */
export function Drawer({ title, note, onClose, narrow = false, children }: DrawerProps) {
  const t = useMessages()
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const { current } = dialog
    current?.showModal()
    return () => current?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className={narrow ? 'drawer drawer-narrow' : 'drawer'}
      aria-labelledby="drawer-title"
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onClick={({ target }) => {
        if (target === dialog.current) onClose()
      }}
    >
      <div className="drawer-body">
        <header className="drawer-head">
          <div>
            <h2 id="drawer-title">{title}</h2>
            {note ? <p className="card-note">{note}</p> : null}
          </div>
          <button type="button" className="button button-icon" onClick={onClose} aria-label={t.close} autoFocus>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
