import fc from 'fast-check'
import { drawn, nth, words } from './changes.ts'
import { Command, pick } from './command.ts'
import { channelFor, personOf, settle } from './hands.ts'
import { keep, ownIn, reword, standing } from './timeline.ts'

/** Two keep a message, and one of them does so no longer. */
export const sharing = fc.record({ nth, drawn }).map(
  ({ nth, drawn }) =>
    new Command(nth, (it) => {
      const [one, other] = it.people
      const message = pick(standing(it), drawn)
      if (!one || !other || !message) return undefined
      return {
        says: `${one} and ${other} have a 📌 on "${message.text}", and ${one} takes theirs off`,
        async acts(real, number) {
          const ts = real.messages.get(message.mark) ?? ''
          const id = (await channelFor(real, number, one)).id
          await channelFor(real, number, other)
          for (const name of [one, other])
            if (!message.keepers.has(name)) await personOf(real, name).react(id, ts, 'pushpin')
          await settle(real)
          await personOf(real, one).unreact(id, ts, 'pushpin')
        },
        changes() {
          for (const name of [one, other]) keep(message, name)
          message.keepers.delete(one)
        },
      }
    }),
)

/** An author keeps a message of their own, and changes it twice; Slack tells of that in any order. */
export const rewording = fc.record({ nth, drawn, words, seed: fc.nat(1000) }).map(
  ({ nth, drawn, words, seed }) =>
    new Command(nth, (it) => {
      const message = pick(ownIn(it), drawn)
      if (!message) return undefined
      const { by, mark } = message
      const text = `${words} ${mark}`
      return {
        says: `${by} keeps "${message.text}" and makes it "${text}" in two steps, told in any order`,
        async acts(real, number) {
          const person = personOf(real, by)
          const { id } = await channelFor(real, number, by)
          const ts = real.messages.get(mark) ?? ''
          if (!message.keepers.has(by)) await person.react(id, ts, 'pushpin')
          await settle(real)
          real.stage.slack.sockets.disturb({ shuffle: 0.5, delayMs: 50, seed })
          await person.edit(id, ts, `not yet ${text}`)
          await person.edit(id, ts, text)
        },
        changes() {
          keep(message, by)
          reword(message, text)
        },
      }
    }),
)
