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
    'participant.added': { person: string; role: string }
    'channel.opened': { channel: string; name: string }
    'channel.late': Record<never, never>
    'people.invited': { people: string[]; refused: { person: string; code: string }[] }
    'brief.posted': { channel: string; ts: string }
    /** `early`: before the channel stood. */
    'announcement.posted': { channel: string; ts: string; early: boolean }
    'ticket.opened': { key: string; url: string }
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
    'broadcasts.chosen': { channels: string[] }
    'operations.chosen': { channel: string | null }
    'people.due': Record<never, never>
  }
  person: {
    'act.refused': { act: string; code: string }
  }
}

interface StepPayload {
  reaction: string
  place: string
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
