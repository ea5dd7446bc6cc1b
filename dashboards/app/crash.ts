import { en } from '../i18n/en.ts'
import { fr } from '../i18n/fr.ts'
import { getSettings } from './settings.ts'

/**
 * When the page itself fails, React leaves nothing on the screen. A wallboard that went white in the night says so instead,
 * and loads itself anew after a minute.
 */
export function showCrash(root: HTMLElement, error: unknown): void {
  const t = getSettings().language === 'fr' ? fr : en
  const notice = document.createElement('div')
  notice.className = 'error-notice crash'
  notice.setAttribute('role', 'alert')
  const text = document.createElement('div')
  const title = document.createElement('strong')
  title.textContent = t.pageFailed
  const message = document.createElement('p')
  message.textContent = error instanceof Error ? error.message : String(error)
  text.append(title, message)
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.textContent = t.reloadPage
  button.addEventListener('click', () => location.reload())
  notice.append(text, button)
  root.replaceChildren(notice)
  setTimeout(() => location.reload(), reloadAfterMs)
}

const reloadAfterMs = 60_000
const reloadedKey = 'ringledger.reloaded'

/** After an update of the server the files of the old page are gone: the new page is what helps. Once, then it is a fault. */
export function reloadWhenOutdated(): void {
  window.addEventListener('vite:preloadError', event => {
    if (reloadOnce()) event.preventDefault()
  })
}

/** Loads the page anew, unless that was done a moment ago and has not helped; gives back whether it does. */
export function reloadOnce(): boolean {
  const last = Number(sessionStorage.getItem(reloadedKey) ?? 0)
  if (Date.now() - last < reloadAfterMs) return false
  sessionStorage.setItem(reloadedKey, String(Date.now()))
  location.reload()
  return true
}
