const punctuation = /[!-/:-@[-`{-~]/

/** The text that a reader sees, where everything in it is escaped. */
export function unescaped(markdown: string): string {
  let seen = ''
  for (let i = 0; i < markdown.length; i++) {
    const next = markdown[i + 1]
    if (markdown[i] === '\\' && next !== undefined && punctuation.test(next)) i++
    seen += markdown[i]
  }
  return seen
}

/** What stands for an escaped sign: of no meaning to anybody. */
const dead = '\uE000'

/** All that a reader of Markdown, or of Slack's own marks, would act on. */
export function livePartsOf(markdown: string): string[] {
  const bare = markdown
    .split('\n')
    .map((line) => line.replace(/\\[!-/:-@[-`{-~]/g, dead))
    .join('\n')
  const marks = bare.match(/[`*_[\]<>#|~&@\\]|:\/\/|www\.|:[\w+'-]+:/gi) ?? []
  const starts = bare.match(/^(?: {4}|\t|[ \t]*(?:[-+=]|\d+[.)](?:\s|$)))/gm) ?? []
  const naive = markdown.match(/<[@#!]|\]\(|!\[/g) ?? []
  return [...marks, ...starts, ...naive]
}
