import type { Values } from '../../configuration/check-value.ts'

/** A column of a file, and the field that it fills; `company` or `officeAddress.city`. */
export interface PhonebookColumn {
  readonly name: string
  readonly path: readonly [field: string, part?: string]
  /** As Wazo's predecessors wrote it in some versions. */
  readonly also?: string
}

const ofAddress = (which: 'office' | 'home' | 'other'): readonly PhonebookColumn[] =>
  (['address1', 'address2', 'city', 'state', 'zipCode', 'country'] as const).map(part => ({
    name: `${which}${part.toLowerCase()}`,
    path: [`${which}Address`, part],
  }))

const ofNumber = (which: string): PhonebookColumn => ({
  name: `${which}number`,
  path: [`${which}Number`],
  also: `${which}numbers`,
})

/** pbx-configuration 11.3, with its names; `name` is ours: by it an entry is found again. */
export const phonebookColumns: readonly PhonebookColumn[] = [
  { name: 'title', path: ['title'] },
  { name: 'displayname', path: ['displayName'] },
  { name: 'firstname', path: ['firstName'] },
  { name: 'lastname', path: ['lastName'] },
  { name: 'society', path: ['company'] },
  ofNumber('mobile'),
  { name: 'email', path: ['email'] },
  { name: 'url', path: ['url'] },
  { name: 'description', path: ['description'] },
  ofNumber('office'),
  ofNumber('fax'),
  ...ofAddress('office'),
  ofNumber('home'),
  ...ofAddress('home'),
  ofNumber('other'),
  ...ofAddress('other'),
  { name: 'name', path: ['name'] },
]

/** What an entry has in the column. */
export function cellOf(entry: Values, { path: [field, part] }: PhonebookColumn): string {
  const value = entry[field]
  const cell = part === undefined ? value : ((value ?? {}) as Values)[part]
  return typeof cell === 'string' ? cell : ''
}
