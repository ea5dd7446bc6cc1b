import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { formatCount } from '../../format/numbers.ts'
import { useLanguage, useMessages } from '../../i18n/language.ts'
import { pageOf, pagesOf } from './pages.ts'

interface RotationProps<T> {
  readonly items: readonly T[]
  /** Least height of a row, and least width of a column where there are several, in rem. */
  readonly minRem: number
  readonly columnRem?: number
  readonly render: (item: T) => ReactNode
}

const turnEveryMs = 12_000

/** Shows as many items as fit, and the next ones every twelve seconds. */
export function Rotation<T>({ items, minRem, columnRem, render }: RotationProps<T>) {
  const t = useMessages()
  const language = useLanguage()
  const frame = useRef<HTMLDivElement>(null)
  const [fit, setFit] = useState({ rows: 0, columns: 1 })
  const [turn, setTurn] = useState(0)
  const perPage = fit.rows * fit.columns
  const pages = pagesOf(items.length, perPage)

  useLayoutEffect(() => {
    const { current } = frame
    if (!current) return
    const measure = () => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
      const rows = Math.max(1, Math.floor(current.clientHeight / (minRem * rem)))
      const columns = columnRem ? Math.max(1, Math.floor(current.clientWidth / (columnRem * rem))) : 1
      setFit(known => (known.rows === rows && known.columns === columns ? known : { rows, columns }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [minRem, columnRem])

  useEffect(() => {
    if (pages < 2) return
    const turning = setInterval(() => setTurn(known => known + 1), turnEveryMs)
    return () => clearInterval(turning)
  }, [pages])

  const page = turn % pages
  return (
    <>
      <div
        ref={frame}
        className="rotation"
        style={{
          gridTemplateRows: `repeat(${Math.max(1, fit.rows)}, minmax(0, 1fr))`,
          gridTemplateColumns: `repeat(${fit.columns}, minmax(0, 1fr))`,
        }}
      >
        {pageOf(items, perPage, page).map(render)}
      </div>
      {pages > 1 ? (
        <p className="rotation-page">{t.pageOf(formatCount(page + 1, language), formatCount(pages, language))}</p>
      ) : null}
    </>
  )
}
