import { extent } from 'd3-array'
import { scaleQuantize } from 'd3-scale'
import { useMemo } from 'react'
import { TableFrame } from '../ui/tables/table-frame.tsx'
import './heatmap.css'

interface HeatCell {
  /** ISO: 1 = Monday. */
  readonly dayOfWeek: number
  readonly hourOfDay: number
  readonly value: number | null
}

interface HeatmapProps {
  readonly cells: readonly HeatCell[]
  readonly caption: string
  readonly dayName: (isoDay: number, length: 'short' | 'long') => string
  readonly format: (value: number) => string
  /** In the cell itself: shorter, and nothing for what does not fit. */
  readonly short: (value: number) => string
}

const steps = [0, 1, 2, 3, 4, 5, 6] as const
const hours = Array.from({ length: 24 }, (_, hour) => hour)
const days = [1, 2, 3, 4, 5, 6, 7]

/** A real table: every cell is read with its day and hour, and has its figure written into it; the shade only helps to find it. */
export function Heatmap({ cells, caption, dayName, format, short }: HeatmapProps) {
  const byPlace = useMemo(
    () => new Map(cells.map(cell => [`${cell.dayOfWeek} ${cell.hourOfDay}`, cell.value])),
    [cells],
  )
  const [least = 0, most = 1] = extent(cells, cell => cell.value ?? undefined)
  const step = scaleQuantize([Math.min(0, least), most > 0 ? most : 1], steps)

  return (
    <TableFrame className="heat-scroll">
      <table className="heat">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {hours.map(hour => (
              <th key={hour} scope="col">
                {String(hour).padStart(2, '0')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(day => (
            <tr key={day}>
              <th scope="row">
                <abbr title={dayName(day, 'long')}>{dayName(day, 'short')}</abbr>
              </th>
              {hours.map(hour => {
                const value = byPlace.get(`${day} ${hour}`) ?? null
                if (value === null) return <td key={hour} className="heat-none" aria-label="–" />
                return (
                  <td
                    key={hour}
                    className={`heat-${step(value)}`}
                    title={`${dayName(day, 'long')} ${String(hour).padStart(2, '0')}:00 · ${format(value)}`}
                  >
                    {short(value)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="heat-legend" aria-hidden="true">
        <span>{format(Math.min(0, least))}</span>
        {steps.map(each => (
          <i key={each} className={`heat-${each}`} />
        ))}
        <span>{format(most)}</span>
      </p>
    </TableFrame>
  )
}
