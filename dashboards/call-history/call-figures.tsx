import { formatSeconds } from '../format/durations.ts'
import { useMessages } from '../i18n/language.ts'
import { Explain } from '../ui/explanation/explain.tsx'
import type { WholeCall } from './call-query.ts'

/** The figures of one call, each with what it counts. */
export function CallFigures({ call }: { call: WholeCall }) {
  const t = useMessages()
  const figures = [
    ['duration', call.durationSeconds],
    ['wait', call.waitSeconds],
    ['ring', call.ringSeconds],
    ['talk', call.talkSeconds],
    ['hold', call.holdSeconds],
  ] as const
  return (
    <dl className="call-figures card">
      {figures.map(([name, seconds]) => (
        <div key={name}>
          <dt>
            <Explain title={t.history.figures[name].label} details={<p>{t.history.figures[name].meaning}</p>}>
              {t.history.figures[name].label}
            </Explain>
          </dt>
          <dd>{formatSeconds(seconds)}</dd>
        </div>
      ))}
      <div>
        <dt>{t.history.hungUpBy}</dt>
        <dd className="call-side">{t.history.sides[call.hungUpBy ?? 'UNKNOWN']}</dd>
      </div>
    </dl>
  )
}
