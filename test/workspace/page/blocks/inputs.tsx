import type {
  Datepicker,
  DateTimepicker,
  EmailInput,
  NumberInput,
  PlainTextInput,
  RichTextInput,
  Timepicker,
  URLInput,
} from '@slack/types'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { type Setting, useChoice } from './choice.ts'
import { asText } from './state.ts'

type TextInput = PlainTextInput | EmailInput | URLInput | NumberInput | RichTextInput

const modes = {
  plain_text_input: 'text',
  rich_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
} as const

export function TextField({ element, setting }: { element: TextInput; setting: Setting }): ReactNode {
  const { host, actionId, choice, choose } = useChoice(element, setting)
  const timer = useRef<number>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const when = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  const long =
    element.type === 'rich_text_input' || (element.type === 'plain_text_input' && element.multiline)
  const value = asText(choice)
  const most = element.type === 'plain_text_input' ? element.max_length : undefined

  const type = (next: string) => {
    host.type(actionId, next === '' ? null : next)
    clearTimeout(timer.current)
    if (setting.dispatches && when.includes('on_character_entered'))
      timer.current = window.setTimeout(() => choose(next === '' ? null : next), 300)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || (long && !(event.metaKey || event.ctrlKey)) || event.nativeEvent.isComposing)
      return
    event.preventDefault()
    if (setting.dispatches && when.includes('on_enter_pressed')) choose(value === '' ? null : value)
    else if (host.place === 'view') void host.submit().catch(() => undefined)
  }
  const attributes = {
    'aria-label': setting.label,
    'aria-invalid': setting.error !== undefined,
    placeholder: element.placeholder?.text,
    value,
    maxLength: most,
    autoFocus: element.focus_on_load,
    onKeyDown,
  }
  return (
    <span className="text-field">
      {long ? (
        <textarea {...attributes} rows={4} onChange={(event) => type(event.target.value)} />
      ) : (
        <input
          {...attributes}
          type="text"
          inputMode={modes[element.type]}
          onChange={(event) => type(event.target.value)}
        />
      )}
      {most !== undefined && value.length > most * 0.8 && (
        <small className="left">{most - value.length}</small>
      )}
    </span>
  )
}

export function DateField({ element, setting }: { element: Datepicker; setting: Setting }): ReactNode {
  const { choice, choose } = useChoice(element, setting)
  return (
    <Native
      type="date"
      value={asText(choice)}
      setting={setting}
      label={element.placeholder?.text}
      onPick={choose}
    />
  )
}

export function TimeField({ element, setting }: { element: Timepicker; setting: Setting }): ReactNode {
  const { choice, choose } = useChoice(element, setting)
  return (
    <Native
      type="time"
      value={asText(choice)}
      setting={setting}
      label={element.placeholder?.text}
      onPick={choose}
    />
  )
}

/** Shown in the reader's own zone, told in seconds since 1970. */
export function DateTimeField({
  element,
  setting,
}: {
  element: DateTimepicker
  setting: Setting
}): ReactNode {
  const { choice, choose } = useChoice(element, setting)
  const unix = Number(asText(choice))
  const value = unix > 0 ? localText(new Date(unix * 1000)) : ''
  const pick = (next: string | null) => choose(next && String(Math.floor(new Date(next).getTime() / 1000)))
  return <Native type="datetime-local" value={value} setting={setting} onPick={pick} />
}

function Native(props: {
  type: 'date' | 'time' | 'datetime-local'
  value: string
  label?: string
  setting: Setting
  onPick(value: string | null): void
}): ReactNode {
  return (
    <input
      className="date-field"
      type={props.type}
      aria-label={props.setting.label ?? props.label}
      aria-invalid={props.setting.error !== undefined}
      value={props.value}
      onChange={(event) => props.onPick(event.target.value === '' ? null : event.target.value)}
    />
  )
}

function localText(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
