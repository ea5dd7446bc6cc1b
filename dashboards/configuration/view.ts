import { rememberInAddress, rememberWhileChoosing, useSearch } from '../app/location.ts'

export const views = ['objects', 'history', 'files', 'pending', 'document', 'access'] as const
export type View = (typeof views)[number]

/** What of the page is looked at, as its address says. */
interface Looking {
  readonly view: View
  /** '' : the first site. */
  readonly site: string
  readonly kind: string
  readonly search: string
  /** Key of the object of that kind that is open; '': none. */
  readonly object: string
  readonly node: string
  readonly file: string
}

function lookingOf(search: string): Looking {
  const asked = new URLSearchParams(search)
  const of = (name: string, otherwise = '') => asked.get(name) ?? otherwise
  return {
    view: views.find(view => view === of('view')) ?? 'objects',
    site: of('site'),
    kind: of('kind', 'queue'),
    search: of('search'),
    object: of('object'),
    node: of('node'),
    file: of('file'),
  }
}

export const useLooking = (): Looking => lookingOf(useSearch())

export const look = (change: Partial<Record<keyof Looking, string>>): void => rememberInAddress(change)

export const searchFor = (search: string): void => rememberWhileChoosing({ search })
