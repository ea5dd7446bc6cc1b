import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { useMessages } from '../../i18n/language.ts'
import { finderOf } from '../find.ts'
import { Icon } from '../icons.tsx'

interface CheckOption {
  readonly value: string
  /** What is looked for. */
  readonly text: string
  /** What is shown instead of the text. */
  readonly label?: ReactNode
}

interface CheckListProps {
  readonly options: readonly CheckOption[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** That many are seen at once: a field to look for one would be in the way. */
const few = 12

/** Any number of many. Where there are many to choose from, they are looked for by parts of their names; those that are chosen stay in sight. */
export function CheckList({ options, chosen, onChange }: CheckListProps) {
  const t = useMessages()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text)
  const shown = useMemo(() => {
    const isFound = finderOf(wanted)
    return isFound ? options.filter(option => chosen.includes(option.value) || isFound(option.text)) : options
  }, [options, chosen, wanted])
  return (
    <>
      {options.length > few ? (
        <label className="search check-search">
          <Icon name="search" />
          <span className="visually-hidden">{t.searchList}</span>
          <input
            type="search"
            value={text}
            placeholder={t.searchList}
            spellCheck={false}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            // In a form, Enter looks for what is typed and sends nothing.
            onKeyDown={event => {
              if (event.key === 'Enter') event.preventDefault()
            }}
          />
        </label>
      ) : null}
      <div className="check-list">
        {shown.map(({ value, text: name, label }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() =>
                onChange(chosen.includes(value) ? chosen.filter(other => other !== value) : [...chosen, value])
              }
            />
            <span>{label ?? name}</span>
          </label>
        ))}
        {shown.length === 0 ? <p className="field-hint">{t.nothingFound}</p> : null}
      </div>
    </>
  )
}
