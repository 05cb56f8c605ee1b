import type { Checkboxes, Option, RadioButtons } from '@slack/types'
import { type ReactNode, useId } from 'react'
import { Text } from '../text/text.tsx'
import { type Setting, useChoice } from './choice.ts'
import { asList, asText } from './state.ts'

export function Radios({ element, setting }: { element: RadioButtons; setting: Setting }): ReactNode {
  const { choice, choose } = useChoice(element, setting)
  const name = useId()
  return (
    <div role="radiogroup" aria-label={setting.label} className="choices">
      {element.options.map((option) => (
        <OneOf key={option.value} option={option}>
          <input
            type="radio"
            name={name}
            checked={asText(choice) === option.value}
            onChange={() => choose(option.value ?? '')}
          />
        </OneOf>
      ))}
    </div>
  )
}

export function Boxes({ element, setting }: { element: Checkboxes; setting: Setting }): ReactNode {
  const { choice, choose } = useChoice(element, setting)
  const chosen = asList(choice)
  const flip = (value: string) =>
    choose(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be the block's label
    <div role="group" aria-label={setting.label} className="choices">
      {element.options.map((option) => (
        <OneOf key={option.value} option={option}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value ?? '')}
            onChange={() => flip(option.value ?? '')}
          />
        </OneOf>
      ))}
    </div>
  )
}

function OneOf({ option, children }: { option: Option; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label>
      {children}
      <span>
        <Text text={option.text} />
        {option.description && (
          <small>
            <Text text={option.description} />
          </small>
        )}
      </span>
    </label>
  )
}
