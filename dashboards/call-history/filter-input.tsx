import { useEffect, useRef } from 'react'

interface FilterInputProps {
  readonly label: string
  readonly value: string
  readonly type?: 'search' | 'tel' | 'number'
  readonly placeholder?: string
  readonly onChange: (value: string) => void
}

const settledMs = 400

/** A filter that is typed: it counts when the hand rests, so that not every letter asks the server. */
export function FilterInput({ label, value, type = 'search', placeholder, onChange }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const { current } = input
    // Somebody who is typing is not interrupted by what was typed a moment ago.
    if (current && current !== document.activeElement) current.value = value
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])

  const settle = (text: string, afterMs: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(text.trim()), afterMs)
  }
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        ref={input}
        type={type}
        min={type === 'number' ? 0 : undefined}
        defaultValue={value}
        placeholder={placeholder}
        size={placeholder ? Math.max(20, placeholder.length + 2) : undefined}
        spellCheck={false}
        onChange={({ currentTarget }) => settle(currentTarget.value, settledMs)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') settle(currentTarget.value, 0)
        }}
      />
    </label>
  )
}
