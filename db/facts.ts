/** What can happen, and what is known when it has: the glossary. Payloads hold ids, enums, numbers and instants only. */
export interface Facts {
  incident: {
    'incident.reported': {
      type: string
      priority: string
      severity: string
      visibility: 'open' | 'restricted'
      commander: string
      participants: string[]
      /** The modal that it was reported in. */
      view: string | null
    }
    /** Written down when it was over. */
    'incident.recorded': { type: string; priority: string; severity: string; commander: string }
    /** One submitted change: all that it changed, and the words of why as `note`. */
    'incident.updated': {
      changes: Change[]
      /** In how many minutes the next one is promised; null is none. */
      nextUpdateMinutes: number | null
    }
    'incident.declined': { from: string }
    'incident.merged': { from: string; into: number }
    /** Another one was merged into this one, and its people `brought` along, or it is apart again. */
    'incident.absorbed': { other: number; brought: boolean }
    'incident.parted': { other: number }
    /** Declined or merged by mistake: it is what it was before. */
    'incident.restored': { to: string; from: 'declined' | 'merged'; into: number | null }
    'incident.restricted': Record<never, never>
    'times.corrected': { times: { time: Time; from: string | null; to: string | null }[] }
    'participant.added': {
      person: string
      why: string
      observer: boolean
      by: string | null
      group: string | null
    }
    'participant.reinvited': { person: string; by: string | null }
    'participant.left': { person: string; by: string | null }
    /** An observer who takes part by now. */
    'participant.promoted': { person: string }
    /** `handover`: the offer that was accepted, where it was one. */
    'role.assigned': { role: string; person: string; from: string | null; handover: number | null }
    'role.vacated': { role: string; person: string }
    'handover.offered': { handover: number; role: string; from: string | null; to: string }
    'handover.accepted': { handover: number; role: string; from: string | null; to: string }
    'handover.declined': { handover: number; role: string; from: string | null; to: string }
    'handover.lapsed': { handover: number; role: string; from: string | null; to: string }
    /** So many people would come that the commander is asked first; by nobody, where a rule calls for them. */
    'engagement.asked': { group: string; count: number; observer: boolean; by: string | null }
    /** The group that the fact `asked` was about is not to come. */
    'engagement.declined': { asked: number; group: string }
    'access.requested': { person: string }
    'access.granted': { person: string }
    'access.refused': { person: string }
    'channel.opened': { channel: string; name: string }
    'channel.late': Record<never, never>
    /** Another took its place: of a restricted incident, one reopened after archiving, or where people asked for it: `lost`. */
    'channel.replaced': {
      channel: string
      name: string
      former: string
      reason: 'restricted' | 'reopened' | 'lost'
    }
    'channel.renamed': { channel: string; name: string }
    'channel.moved': { from: string; to: string }
    /** By nobody: the app archived it itself, or, where it says that it is not its `own` doing, Slack does not tell who. */
    'channel.lost': { channel: string; how: Loss; by: string | null; own?: boolean }
    /** It cannot be used: somebody asks for another one, or has Dispatch come back into it. */
    'channel.asked': { channel: string; wish: 'another' | 'return' }
    'channel.regained': { channel: string; by: string | null }
    'archive.due': Record<never, never>
    'archive.postponed': { from: string; to: string }
    /** `came`: they came by another way, though Slack would not invite them. */
    'people.invited': { people: string[]; refused: { person: string; code: string }[]; came?: boolean }
    'brief.posted': { channel: string; ts: string }
    /** `early`: before the channel stood. */
    'announcement.posted': { channel: string; ts: string; early: boolean }
    'ticket.opened': { key: string; url: string }
    'document.opened': { kind: 'canvas' | 'summary' | 'document'; id: string; url: string }
    /** It was a tab of this channel, which people deleted. */
    'document.lost': { kind: 'summary'; channel: string }
    'message.kept': { entry: number; channel: string; ts: string; author: string; first: boolean }
    /** The person took their 📌 away; nobody's is left where it was the `last`. */
    'message.released': { entry: number; channel: string; ts: string; person: string; last: boolean }
    /** Its author changed it in Slack, or deleted it. */
    'message.revised': { entry: number; channel: string; ts: string; deleted: boolean }
    'entry.added': { entry: number }
    'entry.corrected': { entry: number; from: string; to: string }
    'entry.hidden': { entry: number }
    'entry.shown': { entry: number }
    /** Without a person, it is for those in the incident's channel. */
    'nudge.due': {
      nudge: number
      kind: string
      about: string
      person: string | null
      nth: number
      late: boolean
    }
    'nudge.posted': { nudge: number; kind: string; nth: number }
    'nudge.snoozed': { nudge: number; kind: string; minutes: number }
    'nudge.dismissed': { nudge: number; kind: string }
    /** Said before, and not wanted any more. */
    'nudge.ended': { nudge: number; kind: string }
  }
  step: {
    'step.done': StepPayload
    'step.delayed': StepPayload & { code: string }
    'step.failed': StepPayload & { code: string }
    'step.retried': StepPayload
    'step.skipped': StepPayload
    'step.doubted': StepPayload
    /** The operations channel was told of it. */
    'step.told': StepPayload
  }
  workspace: {
    'workspace.connected': { team: string }
    'workspace.left': Record<never, never>
    'broadcasts.chosen': { channels: string[] }
    'operations.chosen': { channel: string | null }
    'administrators.named': { people: string[] }
    'people.due': Record<never, never>
  }
  /** What is of a channel, whether an incident's, or one that the app announces in or tells troubles in: an outlet. */
  channel: {
    /** Slack told that something became of it, or a call found it so: `missed`. What is true, Slack is asked. */
    'channel.heard': { what: News; by: string | null }
    'outlet.lost': { how: Loss; by: string | null }
    'outlet.regained': Record<never, never>
  }
  person: {
    'act.refused': { act: string; code: string }
    /** Slack says that this person is here no more. */
    'person.deactivated': Record<never, never>
  }
}

/** How a channel was lost to the app; `removed`: the app itself was taken out of it. */
export type Loss = 'archived' | 'deleted' | 'removed'
export type News = Loss | 'renamed' | 'opened' | 'joined' | 'missed'

/** A field before and after; words and tags stand with the fact's words, by the field's name and `…Before`. */
export interface Change {
  field: Field
  from: string | null
  to: string | null
}
export const fields = [
  'title',
  'description',
  'resolution',
  'type',
  'priority',
  'severity',
  'status',
  'tags',
] as const
export type Field = (typeof fields)[number]
export const times = ['detected', 'reported', 'stable', 'closed'] as const
export type Time = (typeof times)[number]

interface StepPayload {
  reaction: string
  place: string
}

/** The reaction that a fact of a step is about: of a step that plans another, that other. */
export function reactionMeant({ reaction, place }: StepPayload): string {
  return reaction === 'planAgain' ? place : reaction
}

export type SubjectKind = keyof Facts
export type FactType<S extends SubjectKind = SubjectKind> = { [K in S]: keyof Facts[K] & string }[S]
export type FactData<T extends FactType> = {
  [S in SubjectKind]: T extends keyof Facts[S] ? Facts[S][T] : never
}[SubjectKind]
export type SubjectOf<T extends FactType> = {
  [S in SubjectKind]: T extends keyof Facts[S] ? S : never
}[SubjectKind]

/** People's own words, apart from what the app knows, so that they can be struck. */
export type Words = Record<string, string>

/** A fact as it was recorded. */
export interface Fact<T extends FactType = FactType> {
  id: number
  type: T
  subjectKind: SubjectOf<T>
  subjectId: string
  incidentId: number | null
  actor: Actor
  data: FactData<T>
  words: Words | null
  happenedAt: Date
  knownAt: Date
}

/** Who did it. Never optional. */
export type Actor = { kind: 'person'; id: string } | { kind: 'app' | 'clock' | 'slack' | 'jira' }
