import { context, header, type Message, section } from './kit.ts'

const lines: [command: string, does: string][] = [
  ['/dispatch', 'opens the report form; in an incident’s channel, shows what can be done with it'],
  ['/dispatch database is down', 'opens it with that title'],
  ['/dispatch report database is down', 'does the same, whatever the title begins with'],
  [
    '/dispatch update half of it is back',
    'tells how it stands; without words, opens a form to change all of it',
  ],
  ['/dispatch status stable why', 'changes the status: active, stable or closed'],
  ['/dispatch severity critical why', 'changes the severity; `priority high why` the priority'],
  ['/dispatch close', 'closes it, with how it was resolved; `reopen` opens it again'],
  [
    '/dispatch list',
    'shows the open ones; `list closed`, `list mine` and `list all` the others, words after it seek',
  ],
  ['/dispatch join INC-7', 'adds you to it'],
  ['/dispatch engage @ana @db-team why', 'brings people and user groups into an incident'],
  ['/dispatch event failed over at 14:05', 'adds that to the timeline, as does a :pushpin: on a message'],
  ['/dispatch timeline', 'shows the timeline; words after it are searched for'],
  ['/dispatch decline, /dispatch merge INC-7', 'say that it is a false alarm, or the same as another'],
  ['/dispatch restore', 'takes that back'],
  ['/dispatch times', 'corrects when it was detected, reported, stable and closed'],
  ['/dispatch record', 'writes down an incident that is over'],
  ['/dispatch role commander @ana', 'gives her the role at once; without a name, shows who does what'],
  ['/dispatch claim', 'takes a role yourself'],
  ['/dispatch handover @ana', 'asks her to take your role'],
  ['/dispatch restrict', 'closes it to all but those who are in it'],
  ['/dispatch request INC-7', 'asks whoever leads a restricted one to let you in'],
  ['/dispatch people', 'shows who is in, since when and why'],
  ['/dispatch help', 'shows this'],
]

/** What the app can be asked, told to one person. */
export function help(): Message {
  return {
    text: `Dispatch: ${lines.map(([command, does]) => `${command} ${does}`).join('; ')}.`,
    blocks: [
      header('Report an incident'),
      section(lines.map(([command, does]) => `\`${command}\` ${does}`).join('\n')),
      context(
        'Also: the shortcut *Report an incident* beside the message box, and *Report from message* in the menu of any message.',
      ),
    ],
  }
}
