import { rememberInAddress, useSearch } from '../app/location.ts'
import { useMessages } from '../i18n/language.ts'
import { comparisons, type Comparison } from '../report-range/compared-period.ts'
import { Select } from '../ui/forms/controls.tsx'

/** undefined: with nothing. */
export function useComparison(): Comparison | undefined {
  const asked = new URLSearchParams(useSearch()).get('compare')
  return comparisons.find(name => name === asked)
}

/** With which earlier days the figures and the chart are compared. */
export function ComparisonPicker({ choice }: { choice: Comparison | undefined }) {
  const t = useMessages()
  return (
    <Select
      label={t.compareWith}
      value={choice ?? ''}
      options={[
        { value: '', label: t.compareWithNothing },
        ...comparisons.map(value => ({ value, label: t.comparisons[value] })),
      ]}
      onChange={compare => rememberInAddress({ compare })}
    />
  )
}
