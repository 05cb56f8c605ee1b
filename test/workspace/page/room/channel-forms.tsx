import { type ReactNode, useId, useState } from 'react'
import { Picker } from '../blocks/picker.tsx'
import { isHuman, useWorkspace } from '../context.ts'
import { FormDialog } from '../frame/form.tsx'
import type { Room } from '../shape.ts'

interface FormProps {
  room: Room
  onClose(): void
}

export function InviteForm({ room, onClose }: FormProps): ReactNode {
  const { world, act } = useWorkspace()
  const [people, setPeople] = useState<string[]>([])
  const outside = world.people.filter((who) => isHuman(who) && !room.members.includes(who.id))
  const options = outside.map(({ id, name, realName }) => ({ value: id, text: realName, detail: `@${name}` }))
  return (
    <FormDialog
      title={`Add people to #${room.name}`}
      does="Add"
      ready={people.length > 0}
      onSubmit={() => act({ kind: 'invite', channel: room.id, people })}
      onClose={onClose}
    >
      <Picker
        label="People"
        placeholder="Choose people"
        groups={[{ options }]}
        chosen={people}
        several
        onChange={setPeople}
      />
    </FormDialog>
  )
}

export function RenameForm({ room, onClose }: FormProps): ReactNode {
  const { act } = useWorkspace()
  const [name, setName] = useState(room.name)
  const id = useId()
  return (
    <FormDialog
      title="Rename the channel"
      does="Rename"
      ready={name !== '' && name !== room.name}
      onSubmit={() => act({ kind: 'rename', channel: room.id, name })}
      onClose={onClose}
    >
      <label className="label" htmlFor={id}>
        Name
      </label>
      <span className="text-field">
        <input
          id={id}
          type="text"
          value={name}
          maxLength={80}
          onChange={(event) => setName(slackName(event.target.value))}
        />
      </span>
      <div className="hint">Lower case, without spaces.</div>
    </FormDialog>
  )
}

const slackName = (typed: string) => typed.toLowerCase().replace(/[^a-z0-9_-]+/g, '-')
