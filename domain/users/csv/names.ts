/** `Élodie Le Goff` is `elodie.le.goff`: the key that a user gets when the file gives none. */
export function slugOfName(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '.')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
  return slug === '' ? 'user' : slug
}

/** The name, or the first of `name-2`, `name-3`, ... that nobody has; never longer than `max`. */
export function freeName(name: string, max: number, isTaken: (name: string) => boolean): string {
  for (let i = 1; ; i++) {
    const suffix = i === 1 ? '' : `-${i}`
    const candidate = name.slice(0, max - suffix.length) + suffix
    if (!isTaken(candidate)) return candidate
  }
}
