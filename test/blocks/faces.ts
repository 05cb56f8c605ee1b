import { announcement } from '../../blocks/announcement.ts'
import { brief, descriptionView } from '../../blocks/brief.ts'
import { help } from '../../blocks/help.ts'
import { homeView } from '../../blocks/home.ts'
import { channelFailed, channelLate } from '../../blocks/late.ts'
import { deadLetter } from '../../blocks/operations.ts'
import { joinedView, recordedView, refusedView } from '../../blocks/recorded.ts'
import { reportView } from '../../blocks/report.ts'
import { clean, shorten } from '../../blocks/text.ts'
import type { Face } from './inspect.ts'
import { alikeOf, board, cardOf, choices, optionOf, partOf, room } from './samples.ts'

/** Every face that shows people's words, each with these words wherever there is a place for them. */
export function facesWith(words: string): Record<string, Face> {
  const card = cardOf({ title: words, description: words })
  return {
    'the form': reportView(choices, { title: words, description: words }, [
      alikeOf(words),
      alikeOf(words, 4),
    ]),
    'the brief': brief(card),
    'the announcement': announcement(card),
    'the announcement before there is a channel': announcement({ ...card, resources: [] }),
    'the whole description': descriptionView({ id: 7, description: words }),
  }
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
  recorded: recordedView(7),
  'recorded, with its channel': recordedView(7, room),
  'recorded, at the last number there is': recordedView(2_147_483_647, room),
  joined: joinedView(7, null),
  'joined, with its channel': joinedView(2_147_483_647, room),
  refused: refusedView('Guests cannot use Dispatch.'),
  help: help(),
  late: channelLate(7),
  'refused a channel': channelFailed(7, { step: 9, error: 'restricted_action' }),
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
  'home of a member': homeView({ canConfigure: false, broadcasts: [], operations: null }),
  'home of a member, set up': homeView({ canConfigure: false, broadcasts: [board], operations: room }),
  'home of an owner, at first': homeView({ canConfigure: true, broadcasts: [], operations: null }),
  'home of an owner, refused': homeView({
    canConfigure: true,
    broadcasts: Array.from({ length: 10 }, (_, i) => `C0BOARD${i}`),
    operations: room,
    refusal: 'Please choose 10 channels at most.',
  }),
  'brief with all of it in trouble': brief(cardOf({ progress: allInTrouble() })),
  'brief without anything': brief(
    cardOf({ description: '', sourceUrl: null, resources: [], people: [], progress: [] }),
  ),
}

function allInTrouble() {
  const labels = ['channel', 'people', 'brief', 'pin', 'topic', 'bookmark', 'announcement', 'ticket'] as const
  return labels.map((label, step) => partOf({ label, step, state: 'failed', error: 'x'.repeat(500) }))
}
