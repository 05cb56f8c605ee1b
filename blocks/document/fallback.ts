import { type Message, type Mrkdwn, section } from '../kit.ts'

/** Said with the file that takes the place of the document. */
export function documentIsFile(code: string): Mrkdwn {
  return `:page_facing_up: ${why(code)}, so the incident’s document is this file, to write on wherever you like. How it stands now is in the pinned brief.`
}

/** Said once where the document stands, and a page of the app's own beside it cannot. */
export function summaryIsBrief(code: string): Message {
  const text = `${why(code)}, so there is no summary beside the document. How it stands now is in the pinned brief.`
  return { text, blocks: [section(`:page_facing_up: ${text}`)] }
}

function why(code: string): string {
  if (code === 'canvas_disabled_user_team') return 'Canvases are turned off in this workspace'
  if (code === 'missing_scope') return 'Dispatch lacks the permission for canvases'
  if (code === 'restricted_action') return 'This workspace does not let apps open canvases'
  return 'This workspace’s plan has no canvas for it'
}
