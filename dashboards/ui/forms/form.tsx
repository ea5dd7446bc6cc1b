import { useId, type HTMLInputTypeAttribute, type ReactNode } from 'react'
import { useMessages } from '../../i18n/language.ts'
import { CheckList } from './check-list.tsx'
import './form.css'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: HTMLInputTypeAttribute
  readonly hint?: string
  readonly required?: boolean
  readonly maxLength?: number
  /** What is offered; anything else may be typed too. */
  readonly suggestions?: readonly { readonly value: string; readonly label?: string }[]
}

interface FieldProps extends Pick<TextFieldProps, 'label'> {
  readonly hint: string | undefined
  /** Of the control in it, which is described by `ID-hint`. */
  readonly id: string
  readonly children: ReactNode
}

/** A control with its label above and what there is to say about it below. */
function Field({ id, label, hint, children }: FieldProps) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
      {hint ? (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      ) : null}
    </div>
  )
}

/** One line of text. */
export function TextField({ label, value, onChange, type = 'text', hint, suggestions, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <Field id={id} label={label} hint={hint}>
      <input
        id={id}
        type={type}
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        list={suggestions ? `${id}-list` : undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        {...rest}
      />
      {suggestions ? (
        <datalist id={`${id}-list`}>
          {suggestions.map(({ value: offered, label: text }) => (
            <option key={offered} value={offered} label={text} />
          ))}
        </datalist>
      ) : null}
    </Field>
  )
}

interface TextAreaProps extends Pick<TextFieldProps, 'label' | 'value' | 'onChange' | 'hint' | 'maxLength'> {
  readonly rows?: number
  /** For what is written for machines. */
  readonly mono?: boolean
  readonly placeholder?: string
}

export function TextArea({ label, value, onChange, hint, rows = 3, mono = false, ...rest }: TextAreaProps) {
  const id = useId()
  return (
    <Field id={id} label={label} hint={hint}>
      <textarea
        id={id}
        rows={rows}
        className={mono ? 'mono' : undefined}
        spellCheck={!mono}
        {...rest}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </Field>
  )
}

interface ChoicesProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Any number of many. */
export function Choices({ label, options, chosen, onChange }: ChoicesProps) {
  const t = useMessages()
  return (
    <fieldset className="form-choices">
      <legend className="field-label">{label}</legend>
      {options.length === 0 ? (
        <p className="field-hint">{t.noneThere}</p>
      ) : (
        <CheckList
          options={options.map(option => ({ value: option.value, text: option.label }))}
          chosen={chosen}
          onChange={onChange}
        />
      )}
    </fieldset>
  )
}

interface CheckProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="form-check">
      <input type="checkbox" checked={checked} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
