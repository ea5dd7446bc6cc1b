import { skipToken, useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { firstSite, siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { offerDocument, type Offer } from './queries.ts'

interface ChosenList {
  readonly site: string
  readonly setSite: (site: string) => void
  /** Short name; '': none is chosen yet. */
  readonly list: string
  readonly setList: (list: string) => void
  /** undefined: not there yet. */
  readonly offer: Offer | undefined
}

/** Into which list of which site something is put; the only one is chosen by itself. */
export function useChosenList(): ChosenList {
  const sites = useSites()
  const [chosenSite, setSite] = useState<string>()
  const [chosenList, setList] = useState('')
  const site = chosenSite ?? firstSite(sites) ?? ''
  const { data } = useQuery(offerDocument, site === '' ? skipToken : { variables: { site }, fetchPolicy: 'no-cache' })
  const offer = data?.callbackOffer
  const only = offer?.lists.length === 1 ? offer.lists[0]?.name : undefined
  const isThere = offer?.lists.some(({ name }) => name === chosenList) ?? false
  return { site, setSite, list: isThere ? chosenList : (only ?? ''), setList, offer }
}

export function ListField({ chosen: { site, setSite, list, setList, offer } }: { chosen: ChosenList }) {
  const t = useMessages()
  const sites = useSites()
  const lists = offer?.lists ?? []
  return (
    <>
      {sites.length > 1 ? (
        <Select
          label={t.site}
          value={site}
          options={sites.map(each => ({ value: each.site, label: siteNameOf(sites, each.site) }))}
          onChange={setSite}
        />
      ) : null}
      <Select
        label={t.callbacks.list}
        value={list}
        options={[
          ...(list === '' ? [{ value: '', label: t.callbacks.chooseList }] : []),
          ...lists.map(({ name, displayName }) => ({ value: name, label: `${displayName} (${name})` })),
        ]}
        onChange={setList}
      />
      <p className="field-hint">{offer && lists.length === 0 ? t.callbacks.noLists : t.callbacks.listHint}</p>
    </>
  )
}
