import { useApolloClient } from '@apollo/client/react'
import { useState, type SubmitEvent } from 'react'
import { formatMinute, millisOf } from '../format/instants.ts'
import { messageOf } from '../graphql/errors.ts'
import { toldIn } from '../graphql/told-in.ts'
import { useSites, zoneOf } from '../graphql/sites.tsx'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { DiffText } from './diff-text.tsx'
import { applyDocumentDocument, kindsDocument, type ChangeSetAnswer } from './queries.ts'

/** What a text would do, or did. What was previewed is applied to the configuration that it was previewed on, or not at all. */
interface Answered {
  readonly document: string
  readonly position: string
  readonly answer: ChangeSetAnswer
  readonly applied: boolean
}

/** A pasted change set: what it would change, in objects and files, and then doing it. */
export function DocumentView({ site }: { site: string }) {
  const t = useMessages()
  const client = useApolloClient()
  const language = useLanguage()
  const [document, setDocument] = useState('')
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [answered, setAnswered] = useState<Answered>()

  const send = async (dryRun: boolean) => {
    setSending(true)
    try {
      const position = dryRun ? await positionNow() : (answered?.position ?? '0')
      const { data } = await client.mutate({
        mutation: applyDocumentDocument,
        variables: { input: { site, document, dryRun, expectedPosition: position } },
        fetchPolicy: 'no-cache',
      })
      setProblem(undefined)
      if (data) setAnswered({ document, position, answer: await toldIn(language, data.answer), applied: !dryRun })
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setSending(false)
    }
  }
  const positionNow = async (): Promise<string> => {
    const { data } = await client.query({ query: kindsDocument, variables: { site }, fetchPolicy: 'no-cache' })
    return data?.configuration.position ?? '0'
  }
  const preview = (event: SubmitEvent) => {
    event.preventDefault()
    void send(true)
  }
  const isFresh = answered?.document === document
  const mayApply = isFresh && !answered.applied && answered.answer.rejections.length === 0

  return (
    <section className="card" aria-labelledby="document-title">
      <header className="card-head">
        <div>
          <h2 id="document-title">{t.config.views.document}</h2>
          <p className="card-note">{t.config.documentNote}</p>
        </div>
      </header>
      <form className="document-form" onSubmit={preview}>
        <label className="field">
          <span className="field-label">{t.config.documentText}</span>
          <textarea
            className="mono"
            rows={12}
            spellCheck={false}
            required
            value={document}
            placeholder={example}
            onChange={({ currentTarget }) => setDocument(currentTarget.value)}
          />
        </label>
        <div className="toolbar">
          <button type="submit" className="button button-primary" disabled={sending || document.trim() === ''}>
            {t.config.preview}
          </button>
          <button type="button" className="button" disabled={sending || !mayApply} onClick={() => void send(false)}>
            {t.config.apply}
          </button>
          {answered && !isFresh ? <span className="muted">{t.config.previewAgain}</span> : null}
        </div>
        <Refusal problem={problem} />
      </form>
      {answered && isFresh ? <Outcome site={site} of={answered} /> : null}
    </section>
  )
}

const example = `commands:
  - defineQueue: { name: sales, displayName: Sales }
  - addQueueMember: { queue: sales, agent: "8001" }`

function Outcome({ site, of: { answer, applied } }: { site: string; of: Answered }) {
  const t = useMessages()
  const zone = zoneOf(useSites(), site)
  const { rejections, events, warnings, files, reloads, scheduledChange } = answer
  if (rejections.length > 0)
    return (
      <div className="document-answer" role="alert">
        <h3>
          <span className="badge badge-bad">
            <Icon name="bad" /> {t.config.refused}
          </span>
        </h3>
        <ul className="rejections">
          {rejections.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <span className="mono">{field}</span> {message}
            </li>
          ))}
        </ul>
      </div>
    )
  return (
    <div className="document-answer">
      <h3 role="status">
        <span className="badge badge-good">
          <Icon name="good" />{' '}
          {scheduledChange
            ? t.config.isScheduled(formatMinute(millisOf(scheduledChange.effectiveAt), zone))
            : applied
              ? t.config.applied
              : t.config.wouldBeAccepted}
        </span>
      </h3>
      {events.length === 0 ? (
        <p>{t.config.nothingToDo}</p>
      ) : (
        <ul className="document-events">
          {events.map((event, place) => (
            <li key={place}>
              <strong>{t.config.changeTypes(event.type)}</strong> <span className="mono">{event.key}</span>
            </li>
          ))}
        </ul>
      )}
      {warnings.length > 0 ? (
        <ul className="document-warnings">
          {warnings.map(({ kind, key, field, message }) => (
            <li key={`${kind} ${key} ${field} ${message}`}>
              <Icon name="warn" /> {t.config.kinds(kind)} <span className="mono">{key}</span>: {message}
            </li>
          ))}
        </ul>
      ) : null}
      <h3>{t.config.filesThatChange(files.length)}</h3>
      {reloads.length > 0 ? (
        <p className="muted">
          {t.config.reloads} <span className="mono">{reloads.join(', ')}</span>
        </p>
      ) : null}
      {files.map(({ node, path, change, diff }) => (
        <details key={`${node}/${path}`} open={files.length < 4}>
          <summary>
            <span className="mono">
              {node}/{path}
            </span>{' '}
            <span className="muted">{t.config.fileChanges(change)}</span>
          </summary>
          <DiffText diff={diff} />
        </details>
      ))}
    </div>
  )
}
