import { useEffect, useRef, useState } from 'react'
import type { World } from '../shape.ts'
import type { Wire } from '../wire.ts'

export type RoomTab = 'messages' | 'canvas' | 'files' | 'pins'

/** Where one is: a channel, perhaps a message or another tab of it, a thread beside it, or the app's Home. */
export function usePlace(wire: Wire, world: World) {
  const [wanted, setWanted] = useState<string | null>(location.hash.slice(1) || null)
  const [home, setHome] = useState(false)
  const [thread, setThread] = useState<string>()
  const [marked, setMarked] = useState<string>()
  const [tab, setTab] = useState<RoomTab>('messages')
  const channel = useFollowed(world, wanted) ?? firstChannel(world)
  useEffect(() => wire.open(home ? null : channel), [wire, channel, home])
  useEffect(() => {
    const at = home || !channel ? '' : `#${channel}`
    history.replaceState(null, '', `?as=${encodeURIComponent(world.me.name)}${at}`)
  }, [channel, home, world.me.name])
  const go = (next: string, message?: string) => {
    if (next !== channel) setThread(undefined)
    setHome(false)
    setTab('messages')
    setWanted(next)
    setMarked(message)
  }
  return {
    channel,
    home,
    thread,
    marked,
    tab,
    go,
    setTab,
    setThread,
    openHome: () => setHome(true),
    reset() {
      setThread(undefined)
      setMarked(undefined)
      setTab('messages')
    },
  }
}

/** The channel by its id, or by its name where it was made private, by which its id changes. */
function useFollowed(world: World, wanted: string | null): string | undefined {
  const name = useRef<string>(undefined)
  const found =
    world.channels.find(({ id }) => id === wanted) ??
    world.channels.find((channel) => channel.kind === 'group' && channel.name === name.current)
  name.current = found?.name
  return found?.id
}

function firstChannel(world: World): string | null {
  const mine = world.channels.filter(({ member, archived }) => member && !archived)
  return (mine.find(({ name }) => name === 'general') ?? mine[0] ?? world.channels[0])?.id ?? null
}
