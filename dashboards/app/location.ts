import { useSyncExternalStore } from 'react'

/** The server answers each of them with the same page. */
export const routes = {
  live: '/',
  queues: '/queues',
  agents: '/agents',
  calls: '/calls',
  call: '/call',
  callbacks: '/callbacks',
  configuration: '/configuration',
  health: '/health',
} as const
export type Route = keyof typeof routes

export function routeOf(path: string): Route | undefined {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path
  return (Object.keys(routes) as Route[]).find(route => routes[route] === plain)
}

const changed = new EventTarget()
const eventName = 'moved'

function moved(): void {
  changed.dispatchEvent(new Event(eventName))
}

function subscribe(listener: () => void): () => void {
  const gone = () => {
    settle()
    closing = false
    listener()
  }
  changed.addEventListener(eventName, listener)
  window.addEventListener('popstate', gone)
  return () => {
    changed.removeEventListener(eventName, listener)
    window.removeEventListener('popstate', gone)
  }
}

export function goTo(address: string): void {
  const { pathname, search } = location
  if (new URL(address, location.href).href !== location.href)
    history.pushState({ from: pathname + search }, '', address)
  window.scrollTo(0, 0)
  moved()
}

/** The address that a link of ours was followed from to get here, filters and all; undefined: he came otherwise. */
export const cameFrom = (): string | undefined => (history.state as { readonly from?: string } | null)?.from

/** Values by their names in the address; an empty one is left out of it. */
export type AddressChange = Readonly<Record<string, string | undefined>>

/** The address with other values; empty ones are left out. */
function addressWith(change: AddressChange): URL {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(change))
    if (value === undefined || value === '') address.searchParams.delete(name)
    else address.searchParams.set(name, value)
  return address
}

/** What is being typed or ticked at the moment, by the names in the address: one step of the history, however often it changes. */
let unsettled: string | undefined

/** Between the press that closes something and the step back that it asks the browser for. */
let closing = false

/**
 * A choice that was made: what a report shows stands in its address, so that it can be sent to a colleague, and Back undoes
 * the choice. Empty values are left out.
 */
export function rememberInAddress(change: AddressChange): void {
  settle()
  step(addressWith(change), null)
}

/** While somebody types or ticks: the first change is a step of the history, those after it are part of it until `settle`. */
export function rememberWhileChoosing(change: AddressChange): void {
  const names = Object.keys(change).sort().join()
  const address = addressWith(change)
  if (address.href === location.href) return
  if (unsettled === names) history.replaceState(history.state, '', address)
  else history.pushState(null, '', address)
  unsettled = names
  moved()
}

/** What was being typed or ticked is chosen: whatever comes next is another step. */
export function settle(): void {
  unsettled = undefined
}

/** Opens what lies over the page; `closeInAddress` with the same name closes it. */
export function openInAddress(name: string, value: string): void {
  settle()
  step(addressWith({ [name]: value }), { opened: name })
}

/** Closing goes back to where it was opened, so that Back does not open it again; who came by a link stays on the page. */
export function closeInAddress(name: string): void {
  if (closing) return
  const state = history.state as { readonly opened?: string } | null
  if (state?.opened !== name) return rememberInAddress({ [name]: undefined })
  closing = true
  history.back()
}

function step(address: URL, state: { readonly opened: string } | null): void {
  if (address.href === location.href) return
  history.pushState(state, '', address)
  moved()
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname)

export const useSearch = (): string => useSyncExternalStore(subscribe, () => location.search)
