import { z } from 'zod'
import { move } from './deed.ts'

const message = { channel: z.string(), ts: z.string() }

/** What people do with messages and canvases. */
export const wordDeeds = {
  say: move(
    { channel: z.string(), text: z.string(), threadTs: z.string().optional() },
    (person, { channel, text, threadTs }) => person.say(channel, text, threadTs),
  ),
  edit: move({ ...message, text: z.string() }, (person, { channel, ts, text }) =>
    person.edit(channel, ts, text),
  ),
  erase: move(message, (person, { channel, ts }) => person.erase(channel, ts)),
  react: move({ ...message, name: z.string() }, (person, { channel, ts, name }) =>
    person.react(channel, ts, name),
  ),
  unreact: move({ ...message, name: z.string() }, (person, { channel, ts, name }) =>
    person.unreact(channel, ts, name),
  ),
  editCanvas: move({ canvas: z.string(), markdown: z.string() }, (person, { canvas, markdown }) =>
    person.editCanvas(canvas, markdown),
  ),
}
