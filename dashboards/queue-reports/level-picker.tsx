import { useMemo } from 'react'
import { rememberInAddress, useSearch } from '../app/location.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { formulas, type Formula } from './queries.ts'

interface LevelChoice {
  readonly formula: Formula
  /** null: each queue by its own threshold. */
  readonly threshold: number | null
}

const thresholds = [5, 10, 15, 20, 30, 45, 60, 90, 120] as const

function parseLevelChoice(search: string): LevelChoice {
  const asked = new URLSearchParams(search)
  const seconds = Number(asked.get('within') ?? 'none')
  return {
    formula: formulas.find(name => name === asked.get('level')) ?? 'SL6',
    threshold: Number.isFinite(seconds) && seconds >= 0 && seconds <= 86_400 ? seconds : null,
  }
}

export function useLevelChoice(): LevelChoice {
  const search = useSearch()
  return useMemo(() => parseLevelChoice(search), [search])
}

/** Which of the six service levels, and within which time: the ratio alone is comparable with nothing. */
export function LevelPicker({ choice }: { choice: LevelChoice }) {
  const t = useMessages()
  const offered = [...new Set([...thresholds, ...(choice.threshold === null ? [] : [choice.threshold])])]
  return (
    <>
      <Select
        label={t.serviceLevel}
        value={choice.formula}
        options={formulas.map(value => ({ value, label: value }))}
        onChange={value => rememberInAddress({ level: value === 'SL6' ? undefined : value })}
      />
      <Select
        label={t.threshold}
        value={choice.threshold === null ? '' : String(choice.threshold)}
        options={[
          { value: '', label: t.thresholdOfEachQueue },
          ...offered.sort((a, b) => a - b).map(seconds => ({ value: String(seconds), label: `${seconds} s` })),
        ]}
        onChange={value => rememberInAddress({ within: value })}
      />
    </>
  )
}
