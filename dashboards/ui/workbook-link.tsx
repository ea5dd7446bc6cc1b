import { useMessages } from '../i18n/language.ts'
import { Icon } from './icons.tsx'

interface WorkbookLinkProps {
  readonly address: string
  /** What is in it, where the button alone does not say. */
  readonly label?: string
}

/** A table as a workbook, which the server makes: all rows, also those that the page has not loaded. */
export function WorkbookLink({ address, label }: WorkbookLinkProps) {
  const t = useMessages()
  return (
    <a className="button" href={address} title={t.downloadXlsxHint} download>
      <Icon name="download" />
      {label ?? t.downloadXlsx}
    </a>
  )
}
