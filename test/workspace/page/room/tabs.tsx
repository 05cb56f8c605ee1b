import type { ReactNode } from 'react'
import type { RoomTab } from '../frame/place.ts'
import { Tabs } from '../frame/tabs.tsx'
import type { Room } from '../shape.ts'

/** What of a channel there is to look at, once there is more than its messages. */
export function RoomTabs(props: { room: Room; at: RoomTab; onTab(tab: RoomTab): void }): ReactNode {
  const { room, at, onTab } = props
  const counts = { canvas: room.canvases.length, files: room.files.length, pins: room.pins.length }
  const tab = (name: RoomTab, words: string, count = 1) =>
    count > 0 || at === name ? [{ name, words, onTurn: () => onTab(name) }] : []
  const tabs = [
    ...tab('messages', 'Messages'),
    ...tab('canvas', counts.canvas > 1 ? `Canvases ${counts.canvas}` : 'Canvas', counts.canvas),
    ...tab('files', `Files ${counts.files}`, counts.files),
    ...tab('pins', `Pins ${counts.pins}`, counts.pins),
  ]
  return tabs.length > 1 && <Tabs label={`Of ${room.name}`} at={at} tabs={tabs} />
}
