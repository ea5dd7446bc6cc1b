export function Brand() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M8 23.5v-6M13.3 23.5v-10M18.7 23.5v-7M24 23.5v-13" className="brand-bars" />
      <path d="M8 8c4.5-4 11.5-4 16 0" className="brand-ring" />
    </svg>
  )
}
