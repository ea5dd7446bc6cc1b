import { useState } from 'react'
import { rememberWhileChoosing, settle, useSearch } from '../../app/location.ts'
import { Icon } from '../icons.tsx'

interface AddressSearchProps {
  /** Of the address, which says what is looked for. */
  readonly parameter: string
  readonly label: string
  readonly className?: string
}

/** A field to look for something, whose text stands in the address of the page: typing is one step of the history. */
export function AddressSearch({ parameter, label, className = 'search' }: AddressSearchProps) {
  const wanted = new URLSearchParams(useSearch()).get(parameter) ?? ''
  const [text, setText] = useState(wanted)
  const [known, setKnown] = useState(wanted)
  // Cleared elsewhere, or gone back to: the field follows the address.
  if (known !== wanted) {
    setKnown(wanted)
    if (text.trim() !== wanted) setText(wanted)
  }
  return (
    <label className={className}>
      <Icon name="search" />
      <span className="visually-hidden">{label}</span>
      <input
        type="search"
        value={text}
        placeholder={label}
        onChange={({ currentTarget: { value } }) => {
          setText(value)
          rememberWhileChoosing({ [parameter]: value.trim() })
        }}
        onBlur={settle}
      />
    </label>
  )
}
