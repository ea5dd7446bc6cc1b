import type { Language } from '../i18n/language.ts'

/** What a command answers that may be refused. */
export interface Refusing {
  readonly rejections: readonly { readonly message: string }[]
}

/**
 * The same answer, with what was refused told in the reader's language. The server says it in English; the French sentences are
 * fetched by who needs them, so that no page has to carry them.
 */
export async function toldIn<A extends Refusing>(language: Language, answer: A): Promise<A> {
  if (language === 'en' || answer.rejections.length === 0) return answer
  const { rejectionInFrench } = await import('../i18n/rejections/rejection-in-french.ts')
  const rejections = answer.rejections.map(one => ({ ...one, message: rejectionInFrench(one.message) }))
  return { ...answer, rejections }
}
