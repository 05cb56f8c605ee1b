import { context, header, type Message, section } from './kit.ts'

const lines: [command: string, does: string][] = [
  ['/dispatch', 'opens the report form'],
  ['/dispatch database is down', 'opens it with that title'],
  ['/dispatch report database is down', 'does the same, whatever the title begins with'],
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
