import { useEffect, useRef } from 'react'
import { settle } from '../app/location.ts'

interface FilterInputProps {
  readonly label: string
  readonly value: string
  readonly type?: 'search' | 'tel' | 'number'
  readonly placeholder?: string
  /** Told when the hand rests: `rememberWhileChoosing` is meant for it. */
  readonly onChange: (value: string) => void
}

const settledMs = 400

/** A filter that is typed: it counts when the hand rests, so that not every letter asks the server. */
export function FilterInput({ label, value, type = 'search', placeholder, onChange }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** What was typed here last, and told. */
  const said = useRef(value)

  useEffect(() => {
    // Somebody who is typing is not interrupted by what was typed a moment ago; gone back to, the field follows the address.
    if (value === said.current) return
    clearTimeout(timer.current)
    said.current = value
    if (input.current) input.current.value = value
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])

  const say = (text: string) => {
    clearTimeout(timer.current)
    if (text.trim() === said.current) return
    said.current = text.trim()
    onChange(said.current)
  }
  /** What comes next is another choice, for which Back is pressed once more. */
  const choose = (text: string) => {
    say(text)
    settle()
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
        onChange={({ currentTarget: { value: text } }) => {
          clearTimeout(timer.current)
          timer.current = setTimeout(() => say(text), settledMs)
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') choose(currentTarget.value)
        }}
        onBlur={({ currentTarget }) => choose(currentTarget.value)}
      />
    </label>
  )
}
