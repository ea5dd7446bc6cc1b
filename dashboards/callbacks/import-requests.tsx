import { useState, type SubmitEvent } from 'react'
import { formatCount } from '../format/numbers.ts'
import { toldIn } from '../graphql/told-in.ts'
import { useCommand } from '../graphql/use-command.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Drawer } from '../ui/drawer.tsx'
import { TextArea } from '../ui/forms/form.tsx'
import { Icon } from '../ui/icons.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { textOfFile } from './file-text.ts'
import { importDocument, type ImportInput, type RowNote } from './import-queries.ts'
import { ListField, useChosenList } from './list-field.tsx'

interface ImportRequestsProps {
  readonly onMade: () => void
  readonly onClose: () => void
}

type Tried = Omit<ImportInput, 'dryRun' | 'importId'>

interface Preview {
  readonly of: Tried
  readonly wouldMake: number
  readonly refused: readonly RowNote[]
  readonly warned: readonly RowNote[]
}

const example = 'phoneNumber|lastName|dueDate|period\n0230210092|Doe|2026-12-01|Afternoon'

/** Requests out of a file or of what is pasted: looked at first, then all of them made, or none. */
export function ImportRequests({ onMade, onClose }: ImportRequestsProps) {
  const t = useMessages()
  const language = useLanguage()
  const chosen = useChosenList()
  const [csv, setCsv] = useState('')
  const [importId] = useState(newImportId)
  const [preview, setPreview] = useState<Preview>()
  const tried: Tried = { site: chosen.site, list: chosen.list, csv }
  const trying = useCommand(importDocument, () => undefined)
  const making = useCommand(importDocument, onMade)
  const isFresh = preview !== undefined && JSON.stringify(preview.of) === JSON.stringify(tried)
  const look = async (event: SubmitEvent) => {
    event.preventDefault()
    const data = await trying.attempt({ input: { ...tried, importId, dryRun: true } })
    if (!data) return
    const { imported, rejections, warnings } = data.answer
    const { rejections: warned } = await toldIn(language, { rejections: warnings })
    setPreview({ of: tried, wouldMake: imported, refused: rejections, warned })
  }
  const busy = trying.sending || making.sending
  return (
    <Drawer title={t.callbacks.fromFile} note={t.callbacks.fromFileNote} onClose={onClose} narrow>
      <form className="form" onSubmit={event => void look(event)}>
        <ListField chosen={chosen} />
        <label className="field">
          <span className="field-label">{t.callbacks.file}</span>
          <input
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={({ currentTarget: { files } }) => {
              if (files?.[0]) void textOfFile(files[0]).then(setCsv)
            }}
          />
        </label>
        <TextArea
          label={t.callbacks.fileText}
          value={csv}
          onChange={setCsv}
          rows={8}
          mono
          placeholder={example}
          hint={t.callbacks.fileHint}
        />
        <div className="form-buttons">
          <button
            type="submit"
            className={isFresh ? 'button' : 'button button-primary'}
            disabled={busy || csv.trim() === '' || chosen.list === ''}
          >
            {t.config.preview}
          </button>
          <button
            type="button"
            className={isFresh ? 'button button-primary' : 'button'}
            disabled={busy || !isFresh || preview.refused.length > 0 || preview.wouldMake === 0}
            onClick={() => making.send({ input: { ...tried, importId, dryRun: false } })}
          >
            {t.callbacks.makeAll(isFresh && preview.wouldMake > 0 ? formatCount(preview.wouldMake, language) : '')}
          </button>
        </div>
        {preview && !isFresh ? <p className="field-hint">{t.config.previewAgain}</p> : null}
        <Refusal problem={trying.problem ?? making.problem} />
      </form>
      {preview && isFresh ? <Looked preview={preview} /> : null}
    </Drawer>
  )
}

const mostShown = 50

/** What would be made and which rows may be meant otherwise, or every row that keeps it from being made, with its text and why. */
function Looked({ preview: { of, wouldMake, refused, warned } }: { preview: Preview }) {
  const t = useMessages()
  const language = useLanguage()
  const rows = of.csv
    .split(/\r?\n/)
    .slice(1)
    .filter(line => line.trim() !== '')
  if (refused.length === 0)
    return (
      <div className="form import-answer" role="status">
        <p>
          <span className="badge badge-good">
            <Icon name="good" /> {t.callbacks.wouldMake(formatCount(wouldMake, language))}
          </span>
        </p>
        {warned.length > 0 ? (
          <>
            <p>
              <span className="badge badge-warn">
                <Icon name="warn" /> {t.callbacks.rowsOver(warned.length)}
              </span>
            </p>
            <RowNotes rows={rows} notes={warned} />
          </>
        ) : null}
      </div>
    )
  return (
    <div className="form import-answer" role="alert">
      <p>
        <span className="badge badge-bad">
          <Icon name="bad" /> {t.callbacks.rowsRefused(refused.length)}
        </span>
      </p>
      <RowNotes rows={rows} notes={refused} />
    </div>
  )
}

/** Rows by their text, each with what is said of it. */
function RowNotes({ rows, notes }: { rows: readonly string[]; notes: readonly RowNote[] }) {
  const t = useMessages()
  return (
    <>
      <ul className="import-rows">
        {notes.slice(0, mostShown).map(({ field, message }, place) => {
          const [, row, cell] = /^rows\[(\d+)\](?:\.(\w+))?$/.exec(field) ?? []
          return (
            <li key={`${field} ${place}`}>
              {row === undefined ? null : (
                <>
                  <strong>{[t.callbacks.row(Number(row) + 1), cell].filter(Boolean).join(' · ')}</strong>
                  <code>{rows[Number(row)]}</code>
                </>
              )}
              <span>{message}</span>
            </li>
          )
        })}
      </ul>
      {notes.length > mostShown ? <p className="muted">{t.callbacks.moreRows(notes.length - mostShown)}</p> : null}
    </>
  )
}

/** One a drawer: sent again after a broken connection it makes nothing twice. `crypto.randomUUID` is there by HTTPS only. */
const newImportId = (): string =>
  `page-${[...crypto.getRandomValues(new Uint8Array(8))].map(byte => byte.toString(16).padStart(2, '0')).join('')}`
