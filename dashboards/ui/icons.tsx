import type { ReactNode } from 'react'

/** Drawn on a grid of 16 by 16 in the colour of the text; each has an outline that is told apart without its colour. */
const drawings = {
  ready: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="currentColor" stroke="none" />
      <path d="m5.2 8.2 2 2 3.6-4.2" stroke="var(--card)" strokeWidth="1.7" />
    </>
  ),
  ringing: (
    <>
      <path d="M3.5 11.5c1-1 1.2-2.2 1.2-4.2a3.3 3.3 0 0 1 6.6 0c0 2 .2 3.2 1.2 4.2z" fill="currentColor" />
      <path d="M6.7 13.7h2.6M1.6 6.8c.1-1.7.8-3.2 1.9-4.3M14.4 6.8c-.1-1.7-.8-3.2-1.9-4.3" />
    </>
  ),
  talking: (
    <>
      <path d="M2.5 9.5v-1.5a5.5 5.5 0 0 1 11 0v1.5" />
      <rect x="1.7" y="8.6" width="3.2" height="4.8" rx="1.3" fill="currentColor" />
      <rect x="11.1" y="8.6" width="3.2" height="4.8" rx="1.3" fill="currentColor" />
    </>
  ),
  paused: (
    <>
      <rect x="3.6" y="2.8" width="3.1" height="10.4" rx="1" fill="currentColor" stroke="none" />
      <rect x="9.3" y="2.8" width="3.1" height="10.4" rx="1" fill="currentColor" stroke="none" />
    </>
  ),
  held: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M6.4 5.6v4.8M9.6 5.6v4.8" strokeWidth="1.7" />
    </>
  ),
  otherCall: (
    <>
      <path d="M2.6 5h1.9l1 2.5-1.4 1a6.6 6.6 0 0 0 3.4 3.4l1-1.4 2.5 1v1.9a1 1 0 0 1-1.1 1A9.3 9.3 0 0 1 1.6 6.1 1 1 0 0 1 2.6 5z" />
      <path d="M9.5 6.5 14 2M10.3 2H14v3.7" />
    </>
  ),
  unreachable: (
    <>
      <path d="M3.2 2.5h2.3l1.2 3-1.6 1.2a8 8 0 0 0 4.2 4.2l1.2-1.6 3 1.2v2.3a1.2 1.2 0 0 1-1.3 1.2C6.6 13.6 2.4 9.4 2 3.8a1.2 1.2 0 0 1 1.2-1.3z" />
      <path d="m10 2.5 4 4M14 2.5l-4 4" />
    </>
  ),
  wrapUp: (
    <>
      <path d="m3 13 .7-3.2 6.7-6.7a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2L6.2 12.3z" />
      <path d="m9.3 4.2 2.5 2.5" />
    </>
  ),
  loggedOut: <circle cx="8" cy="8" r="5.5" />,
  uncertain: (
    <>
      <circle cx="8" cy="8" r="6.2" strokeDasharray="2.6 2.2" />
      <path d="M6.3 6.5a1.75 1.75 0 1 1 2.5 1.6c-.5.3-.8.6-.8 1.2M8 11.4v.01" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.2 14.5 13.5h-13z" fill="currentColor" strokeWidth="1.2" />
      <path d="M8 6.5v3M8 11.5v.01" stroke="var(--icon-hole, var(--card))" strokeWidth="1.6" />
    </>
  ),
  bad: (
    <>
      <path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z" fill="currentColor" stroke="none" />
      <path d="M8 4.6v4M8 11.3v.01" stroke="var(--icon-hole, var(--card))" strokeWidth="1.8" />
    </>
  ),
  good: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="m5.3 8.2 1.9 1.9 3.5-4" />
    </>
  ),
  board: <path d="M2 13.5h12M3.5 13.5V9M6.5 13.5V4M9.5 13.5V7M12.5 13.5V2.5" />,
  queues: (
    <>
      <rect x="1.8" y="2.5" width="12.4" height="11" rx="1.5" />
      <path d="M1.8 6h12.4M5.8 6v7.5" />
    </>
  ),
  agents: (
    <>
      <circle cx="6" cy="5" r="2.6" />
      <path d="M1.5 13.5c.3-3 2-4.7 4.5-4.7s4.2 1.7 4.5 4.7M10.8 2.8a2.5 2.5 0 0 1 0 4.5M12.3 9.3c1.4.7 2.1 2.2 2.3 4.2" />
    </>
  ),
  calls: (
    <path d="M3.2 2.5h2.3l1.2 3-1.6 1.2a8 8 0 0 0 4.2 4.2l1.2-1.6 3 1.2v2.3a1.2 1.2 0 0 1-1.3 1.2C6.6 13.6 2.4 9.4 2 3.8a1.2 1.2 0 0 1 1.2-1.3z" />
  ),
  callbacks: (
    <>
      <path d="M2.6 5h1.9l1 2.5-1.4 1a6.6 6.6 0 0 0 3.4 3.4l1-1.4 2.5 1v1.9a1 1 0 0 1-1.1 1A9.3 9.3 0 0 1 1.6 6.1 1 1 0 0 1 2.6 5z" />
      <path d="M14 2 9.5 6.5M13.2 6.5H9.5V2.8" />
    </>
  ),
  configuration: (
    <>
      <path d="M3 2.5h6.5L13 6v7.5H3z" />
      <path d="M9.5 2.5V6H13M5.5 8.5h5M5.5 11h3" />
    </>
  ),
  health: <path d="M1.5 8.5h3l2-5 3 9 2-4h3" />,
  settings: (
    <>
      <path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6" />
      <circle cx="10" cy="4.5" r="1.9" />
      <circle cx="6" cy="11.5" r="1.9" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  download: <path d="M8 2v8M4.7 7 8 10.3 11.3 7M2.5 13.5h11" />,
  close: <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  up: <path d="m4 9.7 4-4 4 4" />,
  down: <path d="m4 6.3 4 4 4-4" />,
  left: <path d="m9.7 4-4 4 4 4" />,
  right: <path d="m6.3 4 4 4-4 4" />,
  offline: (
    <>
      <path d="M1.5 6.5A9.5 9.5 0 0 1 5 4.3M8 3.6c2.5 0 4.8 1.1 6.5 2.9M4 9.2a6 6 0 0 1 2.7-1.6M12 9.2a6 6 0 0 0-1.6-1.1" />
      <path d="m2.5 2 11 12M8 12.5v.01" strokeWidth="1.8" />
    </>
  ),
  recording: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
  demo: <path d="M6 2h4M6.8 2v4L2.8 12.4A1 1 0 0 0 3.6 14h8.8a1 1 0 0 0 .8-1.6L9.2 6V2M4.8 10h6.4" />,
  record: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <circle cx="8" cy="8" r="2.6" fill="currentColor" />
    </>
  ),
  more: (
    <>
      <circle cx="3" cy="8" r="1.3" fill="currentColor" stroke="none" />
      <circle cx="8" cy="8" r="1.3" fill="currentColor" stroke="none" />
      <circle cx="13" cy="8" r="1.3" fill="currentColor" stroke="none" />
    </>
  ),
  external: <path d="M6.5 3H3v10h10V9.5M9.5 2.5h4v4M13 3 7.5 8.5" />,
  key: (
    <>
      <circle cx="5" cy="11" r="3.2" />
      <path d="m7.3 8.7 6-6M11 5l2 2" />
    </>
  ),
} as const satisfies Readonly<Record<string, ReactNode>>

export type IconName = keyof typeof drawings

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  )
}
