import type { Language } from '../i18n/language.ts'

interface Said {
  readonly message: string
}

/** What a command answers that may be refused, or done with warnings. */
export interface Refusing {
  readonly rejections: readonly Said[]
  readonly warnings?: readonly Said[]
}

/**
 * The same answer, with what was refused or may not be meant told in the reader's language. The server says it in English; the French sentences are
 * fetched by who needs them, so that no page has to carry them.
 */
export async function toldIn<A extends Refusing>(language: Language, answer: A): Promise<A> {
  const { rejections, warnings } = answer
  if (language === 'en' || rejections.length + (warnings?.length ?? 0) === 0) return answer
  const { rejectionInFrench } = await import('../i18n/rejections/rejection-in-french.ts')
  const told = (said: readonly Said[]) => said.map(one => ({ ...one, message: rejectionInFrench(one.message) }))
  return { ...answer, rejections: told(rejections), ...(warnings && { warnings: told(warnings) }) }
}
