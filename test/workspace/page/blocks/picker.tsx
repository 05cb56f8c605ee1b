import { type ReactNode, useCallback, useId, useRef, useState } from 'react'
import { Popup } from '../frame/popup.tsx'
import { withEmoji } from '../text/emoji.ts'
import { type Group, Options, type Pick } from './options.tsx'

interface PickerProps {
  label: string
  placeholder: string
  groups: Group[]
  chosen: string[]
  several?: boolean
  most?: number
  clearable?: boolean
  invalid?: boolean
  autoFocus?: boolean
  /** Asks for options as one types, where they are not all known beforehand. */
  onSearch?(query: string): Promise<Group[]>
  /** How many characters it takes to be asked. */
  least?: number
  onChange(chosen: string[]): void
}

/** A select menu: one choice or several, searchable once it is long. */
export function Picker(props: PickerProps): ReactNode {
  const anchor = useRef<HTMLButtonElement>(null)
  const id = useId()
  const [open, setOpen] = useState(false)
  const [known, setKnown] = useState<Map<string, Pick>>(new Map())
  const close = useCallback(() => setOpen(false), [])
  const offered = props.groups.flatMap(({ options }) => options)
  const nameOf = (value: string) => {
    const option = known.get(value) ?? offered.find((one) => one.value === value)
    return withEmoji(option?.text ?? value)
  }
  const pick = (option: Pick) => {
    setKnown(new Map(known).set(option.value, option))
    if (!props.several) setOpen(false)
    props.onChange(props.several ? toggled(props.chosen, option.value, props.most) : [option.value])
    anchor.current?.focus()
  }
  const single = props.several ? undefined : props.chosen[0]
  return (
    <span className="picker" data-several={props.several}>
      {props.several &&
        props.chosen.map((value) => (
          <span key={value} className="chip">
            {nameOf(value)}
            <button
              type="button"
              aria-label={`Remove ${nameOf(value)}`}
              onClick={() => props.onChange(props.chosen.filter((other) => other !== value))}
            >
              ×
            </button>
          </span>
        ))}
      <button
        type="button"
        ref={anchor}
        role="combobox"
        className="picker-face"
        aria-label={props.label}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={id}
        aria-invalid={props.invalid}
        // biome-ignore lint/a11y/noAutofocus: Slack's focus_on_load
        autoFocus={props.autoFocus}
        onClick={() => setOpen(!open)}
      >
        <span className={single === undefined ? 'placeholder' : 'chosen'}>
          {single === undefined ? props.placeholder : nameOf(single)}
        </span>
      </button>
      {props.clearable && single !== undefined && (
        <button type="button" className="clear" aria-label="Clear" onClick={() => props.onChange([])}>
          ×
        </button>
      )}
      {open && (
        <Popup anchor={anchor} onClose={close}>
          <Options
            id={id}
            label={props.label}
            groups={props.groups}
            chosen={props.chosen}
            several={props.several}
            onSearch={props.onSearch}
            least={props.least}
            onPick={pick}
          />
        </Popup>
      )}
    </span>
  )
}

function toggled(chosen: string[], value: string, most = Number.POSITIVE_INFINITY): string[] {
  if (chosen.includes(value)) return chosen.filter((other) => other !== value)
  return chosen.length < most ? [...chosen, value] : chosen
}
