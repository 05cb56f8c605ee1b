/** Calls by their methods. */
export type Calls = Record<string, number>

export function sum(...all: Calls[]): Calls {
  const total: Calls = {}
  for (const calls of all)
    for (const [method, times] of Object.entries(calls)) total[method] = (total[method] ?? 0) + times
  return total
}

export function times(count: number, calls: Calls): Calls {
  return Object.fromEntries(Object.entries(calls).map(([method, often]) => [method, often * count]))
}

export function total(calls: Calls): number {
  return Object.values(calls).reduce((all, often) => all + often, 0)
}

/**
 * What is called by hand, by one who knows beforehand how it will stand once each moment has passed, and paints
 * nothing twice. Two channels follow; Jira's own calls are not Slack's.
 */
export const least = {
  /** From the command to a channel that is set up. */
  report: {
    'views.open': 1, // the form
    'conversations.create': 1,
    'conversations.invite': 1, // the reporter
    'chat.postMessage': 3, // the brief, an announcement in each of the two channels
    'views.update': 1, // the form shows the channel
    'conversations.setTopic': 1,
    'pins.add': 1, // the brief
    'bookmarks.add': 2, // brief and ticket
    'conversations.canvases.create': 1, // the document
    'canvases.create': 1, // the summary
    'canvases.access.set': 1, // everyone in the channel reads it, and nobody writes in it
    'chat.update': 1, // the brief links to what was not there when it was posted
  },
  form: { 'views.open': 1 },
  /** A message in the incident's channel, a reply below each announcement. */
  change: { 'chat.postMessage': 3 },
  /** After a burst of them: brief, both announcements, summary. */
  repaint: { 'chat.update': 3, 'canvases.edit': 1 },
  /** What the announcements do not show: brief and summary. */
  repaintHere: { 'chat.update': 1, 'canvases.edit': 1 },
  /** What only the summary shows. */
  repaintSummary: { 'canvases.edit': 1 },
  topic: { 'conversations.setTopic': 1 },
  invite: { 'conversations.invite': 1 },
  /** One message to one person, by the person's id: no channel is opened for it. */
  direct: { 'chat.postMessage': 1 },
  /** A line in the channel. */
  line: { 'chat.postMessage': 1 },
  /** What stands in a message with buttons, once there is nothing to press any more. */
  settle: { 'chat.update': 1 },
  /** What was clicked is answered for the one who clicked. */
  answer: { response_url: 1 },
  /** A 📌: its event does not say what the message says; the receipt. */
  keep: { 'conversations.replies': 1, 'reactions.add': 1 },
} satisfies Record<string, Calls>
