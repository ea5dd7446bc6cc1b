import { useMemo } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Elapsed } from '../ui/elapsed.tsx'
import { Explain } from '../ui/explanation/explain.tsx'
import { Icon } from '../ui/icons.tsx'

/** How old the newest fact behind a report is. It goes on while the page stays open: a report is not pushed. */
export function ReportAge({ answer }: { answer: { readonly dataAge: number | null } | undefined }) {
  const t = useMessages()
  const newestAt = useMemo(
    () => (answer === undefined || answer.dataAge === null ? undefined : Date.now() - answer.dataAge * 1000),
    [answer],
  )
  if (newestAt === undefined) return null
  return (
    <span className="badge" data-testid="report-age">
      <Icon name="recording" />
      <Explain title={t.newestFact} details={<p>{t.dataAgeMeaning}</p>}>
        {t.dataAge} <Elapsed since={newestAt} now={Date.now} />
      </Explain>
    </span>
  )
}
