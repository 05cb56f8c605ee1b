import { maskFormer, maskLeft, maskThreads, tellFormer } from '../access/mask.ts'
import { askForAccess, paintAccessRequests, tellAccess } from '../access/request.ts'
import { comeBack, paintLost, tellLost } from '../channel/lost.ts'
import { tellPrivate } from '../channel/private.ts'
import { openCanvas } from '../document/canvas.ts'
import { guardSummary, openSummary, paintSummary } from '../document/summary.ts'
import { announce, paintAnnouncements } from '../incident/announcement.ts'
import { archiveChannel } from '../incident/archive.ts'
import { bookmarkBrief, bookmarkDocument, bookmarkTicket, turnBookmark } from '../incident/bookmark.ts'
import { paintBrief, pinBrief, postBrief, postBriefAnew } from '../incident/brief.ts'
import { tellChannel, tellThreads } from '../incident/changed.ts'
import { openChannel, setTopic } from '../incident/channel.ts'
import { maskEndings, maskMissed, tellEnding } from '../incident/ending.ts'
import { paintTicket } from '../incident/paint-ticket.ts'
import { showChannel, tellReporter } from '../incident/reporter.ts'
import { openSuccessor, tellSuccessor } from '../incident/successor.ts'
import { linkTicket, openTicket } from '../incident/ticket.ts'
import { paintNudges, sayNudge } from '../nudge/nudge.ts'
import { askCommander } from '../people/ask-many.ts'
import { askReceiver, paintOffers, tellGiver, tellNotTaken } from '../people/handover.ts'
import { inviteParticipants } from '../people/invite.ts'
import { askToHandOver } from '../people/left.ts'
import { tellAskers, tellRefused } from '../people/refused.ts'
import { paintRoles, tellFormerHolder, tellHolder, tellRole, tellVacancy } from '../people/role.ts'
import { welcomePerson } from '../people/welcome.ts'
import type { Lifecycle } from '../reaction.ts'
import { keepReceipt } from '../timeline/receipt.ts'

/** An incident's life: what each fact sets in motion. */
export const incident = {
  'incident.reported': { openChannel, openTicket },
  'incident.recorded': { openTicket },
  'incident.updated': {
    tellChannel,
    tellThreads,
    paintBrief,
    paintAnnouncements,
    setTopic,
    announce,
    openSuccessor,
    paintTicket,
    paintSummary,
    maskLeft,
  },
  'incident.declined': {
    tellEnding,
    paintBrief,
    paintAnnouncements,
    setTopic,
    paintTicket,
    paintSummary,
    maskLeft,
  },
  'incident.merged': {
    tellEnding,
    paintBrief,
    paintAnnouncements,
    setTopic,
    paintTicket,
    paintSummary,
    maskLeft,
  },
  'incident.absorbed': { tellEnding, paintSummary },
  'incident.parted': { tellEnding, paintSummary },
  'incident.restored': {
    tellEnding,
    paintBrief,
    paintAnnouncements,
    setTopic,
    paintTicket,
    openSuccessor,
    paintSummary,
  },
  'incident.restricted': {
    openSuccessor,
    paintBrief,
    paintAnnouncements,
    paintTicket,
    maskThreads,
    maskEndings,
    maskLeft,
    paintSummary,
  },
  'times.corrected': { paintBrief, paintAnnouncements, paintSummary },
  'channel.opened': {
    inviteParticipants,
    postBrief,
    setTopic,
    announce,
    showChannel,
    linkTicket,
    bookmarkTicket,
    paintAnnouncements,
    openSuccessor,
    openCanvas,
  },
  'channel.late': { tellReporter, announce },
  'participant.added': { inviteParticipants, paintBrief, welcomePerson, paintSummary, paintAccessRequests },
  'participant.reinvited': { inviteParticipants, paintBrief },
  'participant.left': { inviteParticipants, paintBrief, askToHandOver, paintSummary },
  'participant.promoted': { paintBrief, paintSummary },
  'role.assigned': {
    tellHolder,
    tellRole,
    tellFormerHolder,
    paintRoles,
    paintOffers,
    paintBrief,
    setTopic,
    paintAnnouncements,
    paintSummary,
  },
  'role.vacated': { tellVacancy, paintRoles, paintBrief, setTopic, paintAnnouncements, paintSummary },
  'handover.offered': { askReceiver, paintOffers },
  'handover.accepted': { tellGiver, paintOffers },
  'handover.declined': { tellGiver, tellNotTaken, paintOffers },
  'handover.lapsed': { tellGiver, tellNotTaken, paintOffers },
  'engagement.asked': { askCommander },
  'engagement.declined': {},
  'access.requested': { askForAccess },
  'access.granted': { paintAccessRequests, tellAccess },
  'access.refused': { paintAccessRequests, tellAccess },
  'channel.replaced': {
    openSuccessor,
    inviteParticipants,
    postBriefAnew,
    setTopic,
    tellSuccessor,
    maskFormer,
    tellFormer,
    linkTicket,
    bookmarkTicket,
    paintAnnouncements,
    openCanvas,
    guardSummary,
    paintSummary,
    paintLost,
  },
  'channel.renamed': { paintBrief, paintAnnouncements, paintSummary },
  'channel.moved': {
    guardSummary,
    tellPrivate,
    paintLost,
    linkTicket,
    turnBookmark,
    paintAnnouncements,
    paintSummary,
  },
  'channel.lost': { openSuccessor, tellLost, paintLost, paintAnnouncements },
  'channel.asked': { openSuccessor, comeBack },
  'channel.regained': {
    inviteParticipants,
    paintBrief,
    setTopic,
    paintAnnouncements,
    paintSummary,
    paintNudges,
    paintLost,
    maskMissed,
  },
  'archive.due': { archiveChannel },
  'archive.postponed': { paintBrief, paintAnnouncements },
  'people.invited': { tellRefused, tellAskers, welcomePerson, paintBrief, paintSummary },
  'brief.posted': { pinBrief, bookmarkBrief },
  'announcement.posted': { paintAnnouncements },
  'ticket.opened': { bookmarkTicket, linkTicket, paintTicket, paintSummary },
  'document.opened': { openSummary, guardSummary, paintSummary, paintBrief, bookmarkDocument },
  'document.lost': { openSummary, paintBrief },
  'message.kept': { keepReceipt },
  'message.released': { keepReceipt },
  'message.revised': { keepReceipt },
  'entry.added': {},
  'entry.corrected': {},
  'entry.hidden': { keepReceipt },
  'entry.shown': { keepReceipt },
  'nudge.due': { sayNudge, paintNudges },
  'nudge.posted': { paintNudges },
  'nudge.snoozed': { paintNudges },
  'nudge.dismissed': { paintNudges },
  'nudge.ended': { paintNudges },
} satisfies Lifecycle<'incident'>
