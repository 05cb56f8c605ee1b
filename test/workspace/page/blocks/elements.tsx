import type {
  ActionsBlockElement,
  ContextActionsBlockElement,
  InputBlockElement,
  SectionBlockAccessory,
} from '@slack/types'
import type { ReactNode } from 'react'
import { ActionButton, Feedback, IconAction, OverflowMenu } from './buttons.tsx'
import type { Setting } from './choice.ts'
import { Boxes, Radios } from './choices.tsx'
import { Picture } from './images.tsx'
import { DateField, DateTimeField, TextField, TimeField } from './inputs.tsx'
import { SelectMenu } from './selects.tsx'

type AnyElement = ActionsBlockElement | SectionBlockAccessory | InputBlockElement | ContextActionsBlockElement

/** One interactive element of a block, working. */
export function Element({ element, setting }: { element: AnyElement; setting: Setting }): ReactNode {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <ActionButton element={element} />
    case 'overflow':
      return <OverflowMenu element={element} />
    case 'feedback_buttons':
      return <Feedback element={element} />
    case 'icon_button':
      return <IconAction element={element} />
    case 'image':
      return <Picture image={element} />
    case 'radio_buttons':
      return <Radios element={element} setting={setting} />
    case 'checkboxes':
      return <Boxes element={element} setting={setting} />
    case 'datepicker':
      return <DateField element={element} setting={setting} />
    case 'timepicker':
      return <TimeField element={element} setting={setting} />
    case 'datetimepicker':
      return <DateTimeField element={element} setting={setting} />
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return <TextField element={element} setting={setting} />
    case 'file_input':
      return <span className="empty">Files cannot be uploaded here.</span>
    default:
      return <SelectMenu element={element} setting={setting} />
  }
}
