import { gql, type TypedDocumentNode } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { rememberInAddress, rememberWhileChoosing, settle, useSearch } from '../app/location.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { CheckList } from '../ui/forms/check-list.tsx'
import { Menu } from '../ui/forms/controls.tsx'

interface NamesData {
  readonly queueBoard: {
    readonly queues: readonly {
      readonly site: string
      readonly queue: string
      readonly queueDisplayName: string | null
    }[]
  }
}

export const queueNamesDocument: TypedDocumentNode<NamesData, Record<string, never>> = gql`
  query QueueNames {
    queueBoard {
      queues {
        site
        queue
        queueDisplayName
      }
    }
  }
`

/** `site/queue` of those chosen, as they stand in the address; null: all. */
export function useQueueChoice(): readonly string[] | null {
  const search = useSearch()
  return useMemo(() => {
    const chosen = (new URLSearchParams(search).get('queues') ?? '').split(',').filter(Boolean)
    return chosen.length > 0 ? chosen : null
  }, [search])
}

export function QueuePicker({ chosen }: { chosen: readonly string[] | null }) {
  const t = useMessages()
  const { data } = useQuery(queueNamesDocument)
  const sites = useSites()
  const options = useMemo(
    () =>
      (data?.queueBoard.queues ?? []).map(({ site, queue, queueDisplayName }) => {
        const name = queueDisplayName ?? queue
        const at = siteNameOf(sites, site)
        const label = (
          <>
            {name} <span className="muted">({at})</span>
          </>
        )
        return { value: `${site}/${queue}`, text: `${name} ${queue} ${at}`, label }
      }),
    [data, sites],
  )
  return (
    <div className="field">
      <span className="field-label">{t.queues}</span>
      <Menu label={chosen ? t.queuesChosen(chosen.length) : t.allQueues} onClose={settle}>
        <button
          type="button"
          className="button button-quiet"
          disabled={!chosen}
          onClick={() => rememberInAddress({ queues: undefined })}
        >
          {t.allQueues}
        </button>
        <CheckList
          options={options}
          chosen={chosen ?? []}
          onChange={next => rememberWhileChoosing({ queues: next.join(',') })}
        />
      </Menu>
    </div>
  )
}
