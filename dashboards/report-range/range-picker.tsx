import { useId, useMemo, type ReactNode } from 'react'
import { settle } from '../app/location.ts'
import { presets } from '../format/periods.ts'
import { isCalendarDay, isZone } from '../format/zones.ts'
import { useMessages } from '../i18n/language.ts'
import { Segmented, Select } from '../ui/forms/controls.tsx'
import { changeDays, changeRange, type ReportRange } from './report-range.ts'
import './range-picker.css'

interface RangePickerProps {
  readonly range: ReportRange
  readonly withInterval?: boolean
  readonly children?: ReactNode
}

/** Period, interval and time zone of a report; more controls of the page stand beside them. */
export function RangePicker({ range, withInterval = true, children }: RangePickerProps) {
  const t = useMessages()
  const { preset, days, interval, intervals } = range
  const setDay = (end: 'first' | 'last', value: string) => {
    if (isCalendarDay(value)) changeDays({ ...days, [end]: value })
  }
  return (
    <div className="toolbar card range-picker">
      <div className="field">
        <span className="field-label">{t.period}</span>
        <Segmented
          label={t.period}
          value={preset}
          options={presets.map(value => ({ value, label: t.presets[value] }))}
          onChange={value => changeRange(value === 'custom' ? { days } : { preset: value })}
        />
      </div>
      {preset === 'custom' ? (
        <>
          <label className="field">
            <span className="field-label">{t.firstDay}</span>
            <input
              type="date"
              value={days.first}
              onChange={({ currentTarget }) => setDay('first', currentTarget.value)}
              onBlur={settle}
            />
          </label>
          <label className="field">
            <span className="field-label">{t.lastDay}</span>
            <input
              type="date"
              value={days.last}
              onChange={({ currentTarget }) => setDay('last', currentTarget.value)}
              onBlur={settle}
            />
          </label>
        </>
      ) : null}
      {withInterval ? (
        <Select
          label={t.interval}
          value={interval}
          options={intervals.map(value => ({ value, label: t.intervals[value] }))}
          onChange={value => changeRange({ interval: value })}
        />
      ) : null}
      <ZoneField zone={range.zone} />
      {children}
    </div>
  )
}

function ZoneField({ zone }: { zone: string }) {
  const t = useMessages()
  const list = useId()
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  return (
    <label className="field">
      <span className="field-label">{t.timeZone}</span>
      <input
        key={zone}
        className="zone-input"
        list={list}
        defaultValue={zone}
        spellCheck={false}
        onChange={({ currentTarget }) => {
          // Only a whole name counts, so that nothing is asked for while it is being typed.
          if (zones.includes(currentTarget.value)) changeRange({ zone: currentTarget.value })
        }}
        onBlur={({ currentTarget }) => {
          if (isZone(currentTarget.value)) changeRange({ zone: currentTarget.value })
          else currentTarget.value = zone
        }}
      />
      <datalist id={list}>
        {zones.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  )
}
