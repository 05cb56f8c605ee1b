import { misread, pick } from '../../blocks/asked.ts'
import { summaryIsBrief } from '../../blocks/document/fallback.ts'
import { help } from '../../blocks/help.ts'
import { announcement } from '../../blocks/incident/announcement.ts'
import { brief } from '../../blocks/incident/brief.ts'
import { reportView } from '../../blocks/incident/report.ts'
import { nudge } from '../../blocks/nudge/nudge.ts'
import { deadLetter } from '../../blocks/operations.ts'
import { clean, shorten } from '../../blocks/text.ts'
import { accessFacesWith, plainAccessFaces } from './access/faces.ts'
import { plainChannelFaces } from './channel/faces.ts'
import { homeFacesWith, plainHomeFaces } from './home/faces.ts'
import { incidentFacesWith, plainIncidentFaces } from './incident/faces.ts'
import type { Face } from './inspect.ts'
import { nudgeFacesWith, plainNudgeFaces } from './nudge/faces.ts'
import { engageFaces, plainEngageFaces } from './people/engage-faces.ts'
import { peopleFacesNamed, peopleFacesWith, plainPeopleFaces } from './people/faces.ts'
import { cardOf, nudgeOf, optionOf, reportedAt } from './samples.ts'
import { plainTimelineFaces, timelineFacesWith } from './timeline/faces.ts'

/** Every face that shows people's words, each with these words wherever there is a place for them. */
export function facesWith(words: string): Record<string, Face> {
  return {
    ...accessFacesWith(words),
    ...homeFacesWith(words),
    ...incidentFacesWith(words),
    ...nudgeFacesWith(words),
    ...timelineFacesWith(words),
    'the open ones to pick from': pick(words, words, [{ id: 7, title: words, mark: ':fire:', reportedAt }]),
    'many to pick from': pick(words, words, offeredTen(words)),
    'words that cannot be read': misread('Please say it otherwise.', words),
    ...engageFaces(words),
    ...peopleFacesWith(words),
  }
}

function offeredTen(title: string) {
  return Array.from({ length: 10 }, (_, id) => ({ id, title, mark: ':fire:', reportedAt }))
}

/** The same where a team's own names are the words, as far as its configuration file may go. */
export function facesNamed(words: string): Record<string, Face> {
  const name = shorten(clean(words), 75) || '–'
  const [type, priority, severity] = (['type', 'priority', 'severity'] as const).map((kind) =>
    optionOf(kind, kind, { name, meaning: name }),
  )
  if (!type || !priority || !severity) throw new Error('a kind is missing')
  const card = cardOf({ type, priority, severity, title: '&'.repeat(600) })
  return {
    'the form': reportView([type, priority, severity], {}, []),
    'the brief': brief(card),
    'the announcement': announcement(card),
    'the nudge of a role': nudge(nudgeOf({ kind: 'handover.open', role: name }), 1),
    ...peopleFacesNamed(name, clean(words)),
  }
}

const letter = {
  step: 9,
  reaction: 'openTicket',
  label: 'ticket',
  incident: 7,
  late: false,
  skippable: true,
} as const

/** The faces without anybody's words. */
export const plainFaces: Record<string, Face> = {
  ...plainAccessFaces,
  ...plainChannelFaces,
  ...plainHomeFaces,
  ...plainIncidentFaces,
  ...plainNudgeFaces,
  ...plainTimelineFaces,
  ...plainEngageFaces,
  ...plainPeopleFaces,
  'told that the live summary is the brief': summaryIsBrief('free_team_cannot_create_canvas'),
  'nothing to pick from': pick('join', '', []),
  'nothing to take back': pick('restore', '', [], 'aside'),
  help: help(),
  'dead letter, failed': deadLetter({ ...letter, state: 'failed', error: 'jira.403' }),
  'dead letter, late': deadLetter({ ...letter, state: 'waiting', late: true, error: 'slack.unanswered' }),
  'dead letter, tried again': deadLetter({ ...letter, state: 'running', error: 'slack.unanswered' }),
  'dead letter, done': deadLetter({ ...letter, state: 'done', error: null }),
  'dead letter, skipped': deadLetter({ ...letter, state: 'skipped', error: null }),
  'dead letter of no part that people know': deadLetter({
    ...letter,
    reaction: 'refreshPeople',
    label: null,
    incident: null,
    state: 'failed',
    error: 'bug',
  }),
}
