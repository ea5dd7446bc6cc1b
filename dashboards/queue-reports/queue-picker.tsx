import { gql, type TypedDocumentNode } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { rememberInAddress, useSearch } from '../app/location.ts'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { Menu } from '../ui/controls.tsx'

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
  const known = data?.queueBoard.queues ?? []
  const toggle = (id: string) => {
    const next = chosen?.includes(id) ? chosen.filter(other => other !== id) : [...(chosen ?? []), id]
    rememberInAddress({ queues: next.join(',') })
  }
  return (
    <div className="field">
      <span className="field-label">{t.queues}</span>
      <Menu label={chosen ? t.queuesChosen(chosen.length) : t.allQueues}>
        <button
          type="button"
          className="button button-quiet"
          disabled={!chosen}
          onClick={() => rememberInAddress({ queues: undefined })}
        >
          {t.allQueues}
        </button>
        <div className="check-list">
          {known.map(({ site, queue, queueDisplayName }) => {
            const id = `${site}/${queue}`
            return (
              <label key={id}>
                <input type="checkbox" checked={chosen?.includes(id) ?? false} onChange={() => toggle(id)} />
                <span>
                  {queueDisplayName ?? queue} <span className="muted">({siteNameOf(sites, site)})</span>
                </span>
              </label>
            )
          })}
        </div>
      </Menu>
    </div>
  )
}
