import fc from 'fast-check'
import { type Incident, type Name, names } from '../model.ts'
import { drawn, nth } from './changes.ts'
import { Command, pick } from './command.ts'
import { channelFor, personOf, settle, type } from './hands.ts'

export const joining = fc.record({ nth, drawn }).map(
  ({ nth, drawn }) =>
    new Command(nth, (it) => {
      const others = names.filter((name) => !it.people.has(name))
      const who = pick(others.length > 0 ? others : names, drawn)
      if (!who || it.status === 'closed') return undefined
      return {
        says: `${who} joins`,
        acts: (real, number) => type(personOf(real, who), `join INC-${number}`),
        changes: () => void it.people.add(who),
      }
    }),
)

export const leaving = fc.record({ nth, drawn }).map(
  ({ nth, drawn }) =>
    new Command(nth, (it) => {
      const who = pick(it.people, drawn)
      if (!who) return undefined
      // Who holds a role stays in it, and is invited back.
      const stays = it.status !== 'closed' && [it.commander, it.scribe].includes(who)
      return {
        says: `${who} leaves in Slack`,
        async acts(real, number) {
          const channel = await channelFor(real, number, who)
          await settle(real)
          await personOf(real, who).leaveChannel(channel.id)
          await settle(real)
        },
        changes: () => void (stays || it.people.delete(who)),
      }
    }),
)

export const handing = fc.record({ nth, drawn, other: drawn, leads: fc.boolean() }).map(
  ({ nth, drawn, other, leads }) =>
    new Command(nth, (it) => {
      const role = leads ? 'commander' : 'scribe'
      const who = pick(it.people, drawn)
      const whom = pick(
        names.filter((name) => name !== it[role]),
        other,
      )
      if (!who || !whom || it.status === 'closed') return undefined
      return {
        says: `${who} makes ${whom} ${role}`,
        acts: (real, number) => type(personOf(real, who), `role INC-${number} ${role} @${whom}`),
        changes: () => give(it, role, whom),
      }
    }),
)

function give(it: Incident, role: 'commander' | 'scribe', whom: Name): void {
  const before = it[role]
  it.deeds.push(`{${whom}} is ${role} now${before ? `, after {${before}}` : ''}`)
  it[role] = whom
  it.people.add(whom)
}
