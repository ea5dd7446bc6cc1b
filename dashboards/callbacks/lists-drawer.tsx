import { skipToken, useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { mayChangeConfiguration, mayHandleCallbacks, useIdentity } from '../app/identity.ts'
import { messageOf } from '../graphql/errors.ts'
import { firstSite, siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { ListForm } from './list-form.tsx'
import { PeriodForm } from './period-form.tsx'
import { offerDocument, type Offer, type OfferedList, type OfferedPeriod } from './queries.ts'

type Editing =
  | { readonly what: 'list'; readonly of: OfferedList | undefined }
  | { readonly what: 'period'; readonly of: OfferedPeriod | undefined }

/** The lists of one's own queues, which supervisors keep, and the parts of the day, which administrators do. */
export function ListsDrawer({ onClose }: { onClose: () => void }) {
  const t = useMessages()
  const sites = useSites()
  const [chosen, setSite] = useState<string>()
  const site = chosen ?? firstSite(sites) ?? ''
  const [editing, setEditing] = useState<Editing>()
  const { data, error, refetch } = useQuery(
    offerDocument,
    site === '' ? skipToken : { variables: { site }, fetchPolicy: 'no-cache' },
  )
  const done = () => {
    setEditing(undefined)
    void refetch()
  }
  const offer = data?.callbackOffer
  return (
    <Drawer title={t.callbacks.lists} note={t.callbacks.listsNote} onClose={onClose} narrow>
      {editing?.what === 'list' ? (
        <ListForm site={site} list={editing.of} onDone={done} onBack={() => setEditing(undefined)} />
      ) : editing && offer ? (
        <PeriodForm
          site={site}
          period={editing.of}
          others={offer.periods.filter(({ name }) => name !== editing.of?.name)}
          onDone={done}
          onBack={() => setEditing(undefined)}
        />
      ) : (
        <div className="callback-drawer">
          {sites.length > 1 ? (
            <Select
              label={t.site}
              value={site}
              options={sites.map(each => ({ value: each.site, label: siteNameOf(sites, each.site) }))}
              onChange={setSite}
            />
          ) : null}
          {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
          {offer ? <Offered offer={offer} onEdit={setEditing} /> : error ? null : <Skeleton rows={4} />}
        </div>
      )}
    </Drawer>
  )
}

function Offered({ offer: { lists, periods }, onEdit }: { offer: Offer; onEdit: (editing: Editing) => void }) {
  const t = useMessages()
  const identity = useIdentity()
  const mayLists = mayHandleCallbacks(identity)
  const mayPeriods = mayChangeConfiguration(identity)
  return (
    <>
      <section aria-label={t.callbacks.onlyLists}>
        <h3>{t.callbacks.onlyLists}</h3>
        {lists.length === 0 ? <p className="muted">{t.callbacks.noLists}</p> : null}
        <ul className="callback-offer">
          {lists.map(list => (
            <Named
              key={list.name}
              name={list.displayName}
              note={[list.name, list.queue, list.description].filter(Boolean).join(' · ')}
              {...(mayLists && { onOpen: () => onEdit({ what: 'list', of: list }) })}
            />
          ))}
        </ul>
        {mayLists ? (
          <button type="button" className="button" onClick={() => onEdit({ what: 'list', of: undefined })}>
            {t.callbacks.newList}
          </button>
        ) : null}
      </section>
      <section aria-label={t.callbacks.periods}>
        <h3>{t.callbacks.periods}</h3>
        {periods.length === 0 ? <p className="muted">{t.callbacks.noPeriods}</p> : null}
        <ul className="callback-offer">
          {periods.map(period => (
            <Named
              key={period.name}
              name={period.displayName}
              note={[`${period.start}–${period.end}`, period.name, period.default ? t.callbacks.isDefault : undefined]
                .filter(Boolean)
                .join(' · ')}
              {...(mayPeriods && { onOpen: () => onEdit({ what: 'period', of: period }) })}
            />
          ))}
        </ul>
        {mayPeriods ? (
          <button type="button" className="button" onClick={() => onEdit({ what: 'period', of: undefined })}>
            {t.callbacks.newPeriod}
          </button>
        ) : (
          <p className="field-hint">{t.callbacks.periodsOfAdministrators}</p>
        )}
      </section>
    </>
  )
}

interface NamedProps {
  readonly name: string
  readonly note: string
  readonly onOpen?: () => void
}

function Named({ name, note, onOpen }: NamedProps) {
  return (
    <li>
      {onOpen ? (
        <button type="button" className="row-button" onClick={onOpen}>
          {name}
        </button>
      ) : (
        <strong>{name}</strong>
      )}
      <span className="cell-note">{note}</span>
    </li>
  )
}
