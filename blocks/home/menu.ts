import type { Button, KnownBlock, ModalView } from '@slack/types'
import type { Menu } from '../../db/home/menu.ts'
import { stateOf } from '../incident/brief.ts'
import { actions, button, incidentName, label, type Message, section } from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'

/** What can be done about an incident now, by the one who asks, as a message. */
export function menuMessage(menu: Menu): Message {
  return { text: `What can be done about ${incidentName(menu.incident)}`, blocks: blocks(menu) }
}

/** The same as a modal. */
export function menuView(menu: Menu): ModalView {
  return {
    type: 'modal',
    callback_id: 'menu',
    title: label(incidentName(menu.incident)),
    close: label('Close'),
    blocks: blocks(menu),
  }
}

function blocks(menu: Menu): KnownBlock[] {
  const { incident, title } = menu
  const lock = menu.isRestricted ? ' :lock:' : ''
  const head = `*${incidentName(incident)}*${lock} ${inert(shorten(oneLine(title), 400))}\n${stateOf(menu)}`
  const rows = [running(menu), people(menu), looking(menu), ending(menu)].filter((row) => row.length > 0)
  return [section(head), ...rows.map((row, i) => actions(`menu_${i}`, row))]
}

function running({ incident, status: now, can }: Menu): Button[] {
  const value = String(incident)
  if (now === 'closed' || !can('incident.update')) return []
  return [button('Update', 'open_update', value, { style: 'primary' }), button('Close', 'open_close', value)]
}

function people({ incident, status: now, isIn, can }: Menu): Button[] {
  const value = String(incident)
  if (now === 'closed') return []
  return [
    ...(isIn || !can('incident.join') ? [] : [button('Join', 'join_incident', value, { style: 'primary' })]),
    ...(can('role.assign') ? [button('Roles', 'open_roles', value)] : []),
    ...(can('people.engage') ? [button('Engage', 'open_engage', value)] : []),
  ]
}

function looking({ incident, can }: Menu): Button[] {
  const value = String(incident)
  return [
    button('Details', 'open_details', value),
    button('Timeline', 'open_timeline', value),
    button('People', 'open_people', value),
    ...(can('entry.add') ? [button('Add to timeline', 'open_event', value)] : []),
  ]
}

function ending({ incident, status: now, outcome, afterwards, isRestricted, can }: Menu): Button[] {
  const value = String(incident)
  const lead = can('incident.decline')
  if (now === 'closed')
    return [
      ...(outcome === null && !afterwards && can('incident.update')
        ? [button('Reopen', 'open_reopen', value)]
        : []),
      ...(outcome !== null && can('incident.restore') ? [button('Take back', 'open_restore', value)] : []),
      ...(lead ? [button('Correct times', 'open_times', value)] : []),
    ]
  return [
    ...(lead ? [button('False alarm', 'open_decline', value), button('Merge', 'open_merge', value)] : []),
    ...(lead ? [button('Correct times', 'open_times', value)] : []),
    ...(!isRestricted && can('incident.restrict') ? [button('Restrict', 'open_restrict', value)] : []),
  ]
}
