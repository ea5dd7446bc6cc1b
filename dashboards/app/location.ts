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
  changed.addEventListener(eventName, listener)
  window.addEventListener('popstate', listener)
  return () => {
    changed.removeEventListener(eventName, listener)
    window.removeEventListener('popstate', listener)
  }
}

export function goTo(address: string): void {
  history.pushState(null, '', address)
  window.scrollTo(0, 0)
  moved()
}

/** Keeps what a report shows in its address, so that it can be sent to a colleague; empty values are left out. */
export function rememberInAddress(change: Readonly<Record<string, string | undefined>>): void {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(change))
    if (value === undefined || value === '') address.searchParams.delete(name)
    else address.searchParams.set(name, value)
  history.replaceState(null, '', address)
  moved()
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname)

export const useSearch = (): string => useSyncExternalStore(subscribe, () => location.search)
