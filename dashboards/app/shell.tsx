import { lazy, Suspense, useEffect, type ComponentType } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Brand } from '../ui/brand.tsx'
import { Icon, type IconName } from '../ui/icons.tsx'
import { EmptyState, Skeleton } from '../ui/notices.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { reloadOnce } from './crash.ts'
import { isOffered, useIdentity, type Section } from './identity.ts'
import { Link } from './link.tsx'
import { useNewerRelease } from './newer-release.ts'
import { routeOf, routes, usePath, type Route } from './location.ts'
import { PageChange } from './page-change.tsx'
import { SettingsMenu } from './settings-menu.tsx'
import { useWallboard } from './use-document-settings.ts'
import './shell.css'

const pages: Readonly<Record<Route, ComponentType>> = {
  live: lazy(() => import('../live-board/live-board-page.tsx')),
  queues: lazy(() => import('../queue-reports/queue-reports-page.tsx')),
  agents: lazy(() => import('../agent-reports/agent-reports-page.tsx')),
  calls: lazy(() => import('../call-history/call-history-page.tsx')),
  call: lazy(() => import('../call-history/call-page.tsx')),
  callbacks: lazy(() => import('../callbacks/callbacks-page.tsx')),
  configuration: lazy(() => import('../configuration/configuration-page.tsx')),
  health: lazy(() => import('../health/health-page.tsx')),
}

const icons: Readonly<Record<Section, IconName>> = {
  live: 'board',
  queues: 'queues',
  agents: 'agents',
  calls: 'calls',
  callbacks: 'callbacks',
  configuration: 'configuration',
  health: 'health',
}

const sections = Object.keys(icons) as Section[]

/** What surrounds every page: where one is, where one can go, how it looks. A wallboard shows the page alone. */
export function Shell({ onSignedOut }: { onSignedOut: () => void }) {
  const t = useMessages()
  const identity = useIdentity()
  const offered = sections.filter(name => isOffered(name, identity))
  const path = usePath()
  const asked = routeOf(path)
  // Whoever comes without naming a page gets the first one that is for him.
  const route = asked === 'live' && !offered.includes('live') ? offered[0] : asked
  const section = route === 'call' ? 'calls' : route
  const wallboard = useWallboard()
  const narrow = useNarrow('48rem')
  const shortNames: Partial<Record<Section, string>> = narrow ? t.shortNames : {}
  const isForHim = section === undefined || section === 'configuration' || offered.includes(section)
  const Page = !route ? NotFound : isForHim ? pages[route] : NotOffered
  const title = section ? t.pageNames[section] : t.noSuchPage

  // A tab, a bookmark and a screen reader are told the page, not only whose it is.
  useEffect(() => {
    document.title = `${title} · Ringledger`
    return () => {
      document.title = 'Ringledger'
    }
  }, [title])

  return (
    <div className="shell">
      {wallboard ? null : (
        <>
          <a className="skip-link" href="#content">
            {t.skipToContent}
          </a>
          <header className="top-bar">
            <Link to={routes.live} className="brand">
              <Brand />
              <span>Ringledger</span>
            </Link>
            <nav aria-label={t.pages} className="navigation">
              {offered.map(name => (
                <Link key={name} to={routes[name]} current={name === section}>
                  <Icon name={icons[name]} />
                  <span>{shortNames[name] ?? t.pageNames[name]}</span>
                </Link>
              ))}
            </nav>
            <SettingsMenu onSignedOut={onSignedOut} />
          </header>
        </>
      )}
      <NewerRelease wallboard={wallboard} />
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Skeleton rows={6} height="4rem" />}>
          <Page key={route} />
        </Suspense>
      </main>
      <PageChange path={path} title={title} />
    </div>
  )
}

/** The server was upgraded under the open page. Who types into a form decides himself when; nobody stands before a wallboard. */
function NewerRelease({ wallboard }: { wallboard: boolean }) {
  const t = useMessages()
  const isThere = useNewerRelease()
  useEffect(() => {
    if (isThere && wallboard) reloadOnce()
  }, [isThere, wallboard])
  if (!isThere || wallboard) return null
  return (
    <div className="newer-release" role="status">
      <Icon name="recording" />
      <span>{t.newerRelease}</span>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t.reloadPage}
      </button>
    </div>
  )
}

function NotOffered() {
  const t = useMessages()
  return (
    <EmptyState icon="search" title={t.notOffered}>
      <p>{t.notOfferedHint}</p>
    </EmptyState>
  )
}

function NotFound() {
  const t = useMessages()
  return (
    <EmptyState icon="search" title={t.noSuchPage}>
      <Link to={routes.live}>{t.goToBoard}</Link>
    </EmptyState>
  )
}
