import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Icon, type IconName } from '../icons.tsx'

interface SegmentedProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[]
  readonly onChange: (value: T) => void
}

/** One of a few, all of them visible. Radio buttons underneath: arrows move, the tab key passes. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  const name = useId()
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">{label}</legend>
      {options.map(option => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface SelectProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}

export function Select<T extends string>({ label, value, options, onChange }: SelectProps<T>) {
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find(option => option.value === currentTarget.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

interface MenuProps {
  readonly label: ReactNode
  readonly icon?: IconName
  /** Read instead of the label where that is only a picture. */
  readonly name?: string
  readonly align?: 'start' | 'end'
  readonly className?: string
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** A button that opens a panel. It closes on Escape, on a click outside, and when the focus leaves it. */
export function Menu({ label, icon, name, align = 'start', className = '', onClose, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null)

  useEffect(() => {
    const close = ({ target, type }: Event) => {
      if (!details.current?.open || !(target instanceof Node) || details.current.contains(target)) return
      // A press on words in it gives the focus to whatever around it can have it: that is not elsewhere.
      if (type === 'focusin' && target.contains(details.current)) return
      details.current.open = false
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('focusin', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('focusin', close)
    }
  }, [])

  return (
    <details
      ref={details}
      className={`menu ${className}`}
      onToggle={({ currentTarget }) => {
        if (!currentTarget.open) onClose?.()
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !details.current?.open) return
        details.current.open = false
        details.current.querySelector('summary')?.focus()
      }}
    >
      <summary className="button" aria-label={name}>
        {icon ? <Icon name={icon} /> : null}
        {label}
        <span className="menu-arrow">
          <Icon name="down" />
        </span>
      </summary>
      <div className={`menu-panel menu-panel-${align}`}>{children}</div>
    </details>
  )
}
