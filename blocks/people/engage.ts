import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Engaged, Engagement } from '../../db/people/engage.ts'
import type { Group } from '../../db/people/groups.ts'
import { context, incidentName, label, limits, option, person, section } from '../kit.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { clean, inert, oneLine, shorten } from '../text.ts'

export const engageCallback = 'engage'
export const openEngageAction = 'open_engage'
/** Slack's limit for the options of one select. */
const mostGroups = 100

/** The form by which people are brought into an incident. */
export function engageView(incident: number, groups: Group[]): ModalView {
  return {
    type: 'modal',
    callback_id: engageCallback,
    title: label(`Engage in ${incidentName(incident)}`, limits.title),
    submit: label('Engage'),
    close: label('Cancel'),
    private_metadata: metadata({ incident }),
    blocks: [people(), ...groupsInput(groups), reasonInput(), observerInput()],
  }
}

/** The part of a submitted view that a reader needs. */
interface Submitted {
  private_metadata: string
  state: { values: Record<string, Record<string, Answer>> }
}
interface Answer {
  value?: string | null
  selected_users?: string[]
  selected_options?: { value: string }[] | null
}

/** Reads the form back. */
export function readEngagement({ private_metadata, state }: Submitted): Engagement {
  const answer = (block: string): Answer => state.values[block]?.[block] ?? {}
  return {
    incident: readMetadata(private_metadata).incident,
    people: answer('people').selected_users ?? [],
    groups: (answer('groups').selected_options ?? []).map((one) => one.value),
    observer: (answer('observer').selected_options ?? []).length > 0,
    reason: clean(answer('reason').value ?? ''),
  }
}

/** What the form becomes. */
export function engagedView(incident: number, engaged: Engaged, groups: Group[]): ModalView {
  return {
    type: 'modal',
    callback_id: 'engaged',
    title: label(incidentName(incident), limits.title),
    close: label('Close'),
    blocks: [section(engagedText(incident, engaged, groups))],
  }
}

/** What came of an engagement, for the one who asked. */
export function engagedText(incident: number, { added, waiting }: Engaged, groups: Group[]): string {
  const name = incidentName(incident)
  const asked = waiting.map(({ group, count }) => {
    const handle = groups.find((one) => one.id === group)?.handle ?? group
    return `:hourglass_flowing_sand: ${count} people would come with ${handleOf(handle)}: the commander is asked first.`
  })
  if (added.length > 0) return [`:wave: ${peopleIn(added)} will be invited to ${name}.`, ...asked].join('\n')
  return asked.length > 0 ? asked.join('\n') : `Everyone you named is in ${name} already.`
}

/** A user group as people type it; nobody is called by it. */
export function handleOf(handle: string): string {
  return inert(`@${shorten(oneLine(handle), limits.option)}`)
}

/** How many people one line names. */
const mostNamed = 20

export function peopleIn(ids: string[]): string {
  const named = ids.slice(0, mostNamed).map(person).join(', ')
  return ids.length > mostNamed ? `${named} and ${ids.length - mostNamed} more` : named
}

function people(): InputBlock {
  return {
    type: 'input',
    block_id: 'people',
    optional: true,
    label: label('People'),
    element: { type: 'multi_users_select', action_id: 'people', placeholder: label('Whom do you need?') },
  }
}

function groupsInput(groups: Group[]): KnownBlock[] {
  if (groups.length === 0) return []
  const options = groups
    .slice(0, mostGroups)
    .map((one) => option(`@${oneLine(one.handle)}`, one.id, one.name))
  const input: InputBlock = {
    type: 'input',
    block_id: 'groups',
    optional: true,
    label: label('User groups'),
    element: {
      type: 'multi_static_select',
      action_id: 'groups',
      placeholder: label('Everyone in these'),
      options,
    },
  }
  return groups.length > mostGroups
    ? [
        input,
        context(`The first ${mostGroups} are offered; \`/dispatch engage\` takes any other by its handle.`),
      ]
    : [input]
}

function reasonInput(): InputBlock {
  return {
    type: 'input',
    block_id: 'reason',
    optional: true,
    label: label('Why'),
    element: {
      type: 'plain_text_input',
      action_id: 'reason',
      max_length: 300,
      placeholder: label('What they are needed for'),
    },
  }
}

function observerInput(): InputBlock {
  return {
    type: 'input',
    block_id: 'observer',
    optional: true,
    label: label('How'),
    element: {
      type: 'checkboxes',
      action_id: 'observer',
      options: [option('They only read along', 'observer')],
    },
  }
}
