import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { reloadWhenOutdated, showCrash } from './app/crash.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/tables.css'

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no element #root')

reloadWhenOutdated()
const root = createRoot(element, {
  onUncaughtError: error => {
    // React has taken everything off the screen by now; its root must not touch what stands there instead.
    setTimeout(() => showCrash(element, error))
  },
})
root.render(
  <StrictMode>
    <App />
  </StrictMode>,
)
