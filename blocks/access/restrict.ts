import type { ModalView } from '@slack/types'
import { answerIn, type Submitted, wordsInput } from '../inputs.ts'
import { channel, context, incidentName, label, type Message, section } from '../kit.ts'
import { metadata, readMetadata } from '../metadata.ts'
import { clean, shorten } from '../text.ts'

export const restrictCallback = 'restrict'

/** Asks why, and says plainly what restricting does and what it cannot do; `place` is where the incident goes on. */
export function restrictView(incident: number, why: string, place: 'here' | 'apart' | 'nowhere'): ModalView {
  return {
    type: 'modal',
    callback_id: restrictCallback,
    title: label(`Restrict ${incidentName(incident)}`),
    submit: label('Restrict'),
    close: label('Cancel'),
    private_metadata: metadata({ incident }),
    blocks: [
      section(
        [
          ...(place === 'apart'
            ? ['It goes on in a new, private channel, to which those who are in it are invited.']
            : []),
          ...(place === 'here' ? ['It goes on in its channel, which is private already.'] : []),
          'Lists, announcements and the ticket say no more than that there is one. It cannot be made open again.',
        ].join(' '),
      ),
      section(
        `:warning: What was written so far stays: ${kept} Whoever wrote what should not be there can delete it.`,
      ),
      wordsInput({ id: 'note', name: 'Why', initial: shorten(clean(why), 3000), multiline: true }),
    ],
  }
}

/** Reads the form back. */
export function readRestrict(view: Submitted): { incident: number; note: string } {
  const { incident } = readMetadata(view.private_metadata)
  return { incident, note: clean(answerIn(view, 'note')?.value ?? '') }
}

const kept =
  'Slack keeps the messages of the channel until now, for everyone who could read them, and so do notifications, e-mails and Jira’s own history.'

/** The last message in the channel that was open to all. */
export function farewell(incident: number, next: string): Message {
  const name = incidentName(incident)
  const text = `:lock: *${name}* is restricted now, and goes on in ${channel(next)}, for those who are in it.`
  return { text, blocks: [section(text), context(kept)] }
}

/** What a message of ours becomes where everyone could read it. */
export function maskedMessage(incident: number): Message {
  const text = `:lock: *${incidentName(incident)}* is restricted to those who are in it`
  return { text, blocks: [section(text)] }
}
