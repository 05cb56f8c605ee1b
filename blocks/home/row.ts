import type { SectionBlock } from '@slack/types'
import type { Row } from '../../db/home/row.ts'
import { stateOf } from '../incident/brief.ts'
import { button, channel, incidentName, moment, section, somebody } from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'

export const menuAction = 'open_menu'

/** An incident as one line of a list, with a button to all that can be done about it. */
export function row(incident: Row, prefix: string): SectionBlock {
  const { id, title, severity } = incident
  const mark = incident.status === 'closed' ? ':white_circle:' : severity.mark
  const lock = incident.visibility === 'restricted' ? ' :lock:' : ''
  const head = `${mark} *${incidentName(id)}*${lock} ${inert(shorten(oneLine(title), 200))}`
  return {
    ...section(`${head}\n${facts(incident).join(' · ')}`, button('Open', menuAction, String(id))),
    block_id: `${prefix}_${id}`,
  }
}

function facts(incident: Row): string[] {
  const { commanderId, channelId, reportedAt, closedAt, nextUpdateAt, roles, severity } = incident
  const isOpen = incident.status !== 'closed'
  return [
    stateOf(incident),
    inert(shorten(oneLine(severity.name), 75)),
    isOpen ? `led by ${somebody(commanderId)}` : '',
    roles.length > 0 ? `you: ${inert(shorten(oneLine(roles.join(', ')), 200))}` : '',
    channelId && isOpen ? channel(channelId) : '',
    closedAt ? `closed ${moment(closedAt)}` : `since ${moment(reportedAt)}`,
    isOpen && nextUpdateAt ? `next update ${moment(nextUpdateAt)}` : '',
  ].filter((one) => one !== '')
}
