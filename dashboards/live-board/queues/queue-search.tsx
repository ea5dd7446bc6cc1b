import { useState } from 'react'
import { rememberInAddress, rememberWhileChoosing, settle, useSearch } from '../../app/location.ts'
import { useMessages } from '../../i18n/language.ts'
import { Icon } from '../../ui/icons.tsx'

const parameter = 'queue'

/** What queues are looked for, from the address of the board: a supervisor's own queues are one link. */
export const useQueueSearch = (): string => new URLSearchParams(useSearch()).get(parameter) ?? ''

export const clearQueueSearch = (): void => rememberInAddress({ [parameter]: undefined })

/** Where there are so few that all are seen at once, a field to look for one is in the way. */
const few = 5

export function QueueSearch({ queues }: { queues: number }) {
  const t = useMessages()
  const wanted = useQueueSearch()
  const [text, setText] = useState(wanted)
  const [known, setKnown] = useState(wanted)
  // Cleared elsewhere, or gone back to: the field follows the address.
  if (known !== wanted) {
    setKnown(wanted)
    if (text.trim() !== wanted) setText(wanted)
  }
  if (wanted === '' && text === '' && queues <= few) return null
  return (
    <label className="search queue-search">
      <Icon name="search" />
      <span className="visually-hidden">{t.searchQueues}</span>
      <input
        type="search"
        value={text}
        placeholder={t.searchQueues}
        onChange={({ currentTarget: { value } }) => {
          setText(value)
          rememberWhileChoosing({ [parameter]: value.trim() })
        }}
        onBlur={settle}
      />
    </label>
  )
}
