import { rememberInAddress, useSearch } from '../app/location.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { openingHours, type OpeningHours } from './queries.ts'

export function useHoursChoice(): OpeningHours {
  const asked = new URLSearchParams(useSearch()).get('hours')
  return openingHours.find(name => name === asked) ?? 'ALL'
}

/** Whether figures are cut to the hours in which each queue was open by its schedule. */
export function HoursPicker({ choice }: { choice: OpeningHours }) {
  const t = useMessages()
  return (
    <Select
      label={t.openingHours}
      value={choice}
      options={openingHours.map(value => ({ value, label: t.openingHoursNames[value] }))}
      onChange={value => rememberInAddress({ hours: value === 'ALL' ? undefined : value })}
    />
  )
}
