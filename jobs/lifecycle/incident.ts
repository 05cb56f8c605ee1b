import { announce, paintAnnouncements } from '../announcement.ts'
import { bookmarkBrief, bookmarkTicket } from '../bookmark.ts'
import { paintBrief, pinBrief, postBrief } from '../brief.ts'
import { openChannel, setTopic } from '../channel.ts'
import { inviteParticipants } from '../invite.ts'
import type { Lifecycle } from '../reaction.ts'
import { showChannel, tellReporter } from '../reporter.ts'
import { linkTicket, openTicket } from '../ticket.ts'

/** An incident's life: what each fact sets in motion. */
export const incident = {
  'incident.reported': { openChannel, openTicket },
  'channel.opened': {
    inviteParticipants,
    postBrief,
    setTopic,
    announce,
    showChannel,
    linkTicket,
    bookmarkTicket,
    paintAnnouncements,
  },
  'channel.late': { tellReporter, announce },
  'participant.added': { inviteParticipants, paintBrief },
  'people.invited': {},
  'brief.posted': { pinBrief, bookmarkBrief },
  'announcement.posted': { paintAnnouncements },
  'ticket.opened': { bookmarkTicket, linkTicket },
} satisfies Lifecycle<'incident'>
