import type { ReactNode } from 'react'
import { signOut } from '../graphql/session.ts'
import { languages, useMessages } from '../i18n/language.ts'
import { Menu, Segmented } from '../ui/forms/controls.tsx'
import { useIdentity } from './identity.ts'
import { changeSettings, themes, useSettings, type Limits } from './settings.ts'

const languageNames = { en: 'English', fr: 'Français' } as const

export function SettingsMenu({ onSignedOut }: { onSignedOut: () => void }) {
  const t = useMessages()
  const { language, theme, waitingLimits, longestWaitLimits } = useSettings()
  return (
    <Menu icon="settings" label={<span className="settings-label">{t.settings}</span>} name={t.settings} align="end">
      <div className="settings">
        <SignedInAs />
        <h2>{t.settings}</h2>
        <Setting label={t.language}>
          <Segmented
            label={t.language}
            value={language}
            options={languages.map(value => ({ value, label: languageNames[value] }))}
            onChange={value => changeSettings({ language: value })}
          />
        </Setting>
        <Setting label={t.theme}>
          <Segmented
            label={t.theme}
            value={theme}
            options={themes.map(value => ({ value, label: t.themes[value] }))}
            onChange={value => changeSettings({ theme: value })}
          />
        </Setting>
        <LimitsSetting
          label={t.waitingLimits}
          unit={t.calls}
          own={waitingLimits}
          sample={{ warn: 1, bad: 3 }}
          onChange={limits => changeSettings({ waitingLimits: limits })}
        />
        <LimitsSetting
          label={t.longestWaitLimits}
          unit={t.seconds}
          own={longestWaitLimits}
          sample={{ warn: 30, bad: 55 }}
          onChange={limits => changeSettings({ longestWaitLimits: limits })}
        />
        <p className="settings-note">{t.settingsNote}</p>
        <button type="button" className="button" onClick={() => void signOut().then(onSignedOut)}>
          {t.signOut}
        </button>
      </div>
    </Menu>
  )
}

/** Who looks: the person, or what the token is for. */
function SignedInAs() {
  const t = useMessages()
  const { label, name, role } = useIdentity()
  const profile = t.profiles[role as keyof typeof t.profiles] as string | undefined
  return (
    <p className="signed-in-as">
      <span className="field-label">{t.signedInAs}</span>
      <strong>{name ?? label}</strong>
      <span>{[name === null ? undefined : label, profile].filter(Boolean).join(' · ')}</span>
    </p>
  )
}

function Setting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="setting">
      <span className="field-label">{label}</span>
      {children}
    </div>
  )
}

interface LimitsSettingProps {
  readonly label: string
  readonly unit: string
  /** null: those of the server count. */
  readonly own: Limits | null
  /** What a person begins with who sets own ones: the sample of contact-center 8.3. */
  readonly sample: Limits
  readonly onChange: (limits: Limits | null) => void
}

function LimitsSetting({ label, unit, own, sample, onChange }: LimitsSettingProps) {
  const t = useMessages()
  const limits = own ?? sample
  const change = (part: keyof Limits, text: string) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > 86_400) return
    // Moving one limit past the other takes the other along: `bad` is never below `warn`.
    if (part === 'warn') onChange({ warn: value, bad: Math.max(value, limits.bad) })
    else onChange({ warn: Math.min(value, limits.warn), bad: value })
  }
  return (
    <fieldset className="setting limits">
      <legend className="field-label">{label}</legend>
      <label className="limits-own">
        <input type="checkbox" checked={own !== null} onChange={() => onChange(own ? null : sample)} />
        {t.ownLimits}
      </label>
      {(['warn', 'bad'] as const).map(part => (
        <label key={part} className={`limit limit-${part}`}>
          <span>{t.limitFrom[part]}</span>
          <input
            type="number"
            min={0}
            max={86_400}
            disabled={own === null}
            value={limits[part]}
            onChange={({ currentTarget }) => change(part, currentTarget.value)}
          />
          <span>{unit}</span>
        </label>
      ))}
    </fieldset>
  )
}
