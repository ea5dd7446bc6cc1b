interface LegendProps {
  readonly entries: readonly { readonly part: string; readonly label: string }[]
  readonly line?: string
  /** How the interval that has not ended is drawn. */
  readonly ongoing?: string
  /** What the marks across the bars are. */
  readonly compared?: string
}

export function Legend({ entries, line, ongoing, compared }: LegendProps) {
  return (
    <ul className="legend">
      {entries.map(({ part, label }) => (
        <li key={part}>
          <svg viewBox="0 0 14 12" aria-hidden="true" focusable="false">
            <rect className={`part-${part}`} width="14" height="12" rx="2" />
          </svg>
          {label}
        </li>
      ))}
      {line ? (
        <li>
          <svg viewBox="0 0 14 12" aria-hidden="true" focusable="false">
            <path className="chart-line" d="M0 6h14" />
            <circle className="chart-dot" cx="7" cy="6" r="2.5" />
          </svg>
          {line}
        </li>
      ) : null}
      {compared ? (
        <li>
          <svg viewBox="0 0 14 12" aria-hidden="true" focusable="false">
            <rect className="chart-compared" y="4.5" width="14" height="3" />
          </svg>
          {compared}
        </li>
      ) : null}
      {ongoing ? (
        <li>
          <svg viewBox="0 0 14 12" aria-hidden="true" focusable="false" className="part-answered">
            <rect className="bar-ongoing" x="0.5" y="0.5" width="13" height="11" rx="2" />
          </svg>
          {ongoing}
        </li>
      ) : null}
    </ul>
  )
}
