import type { AdfDocument, AdfNode, Issue } from './contract.ts'

/** The page of an issue as people see it; all text in it is inert. */
export function pageOf(issue: Issue): string {
  const facts = [issue.issueType, issue.priority, ...issue.labels].map((fact) => `<li>${inert(fact)}</li>`)
  const links = issue.links.map(({ object }) => `<li>${anchor(object.url, inert(object.title))}</li>`)
  const comments = issue.comments.map(
    ({ body, created }) => `<article><time>${created.toISOString()}</time>${html(body)}</article>`,
  )
  return frame(
    `${issue.key} ${issue.summary}`,
    `<p class="key">${inert(issue.key)}</p>
<h1>${inert(issue.summary)}</h1>
<p class="status">${inert(issue.status)}</p>
<ul class="facts">${facts.join('')}</ul>
<section>${issue.description ? html(issue.description) : '<p>No description.</p>'}</section>
${links.length > 0 ? `<h2>Links</h2><ul>${links.join('')}</ul>` : ''}
${comments.length > 0 ? `<h2>Comments</h2>${comments.join('')}` : ''}`,
  )
}

/** The site's issues, the newest first. */
export function pageOfAll(issues: Issue[]): string {
  const rows = issues
    .toReversed()
    .map(
      ({ key, summary, status, priority }) =>
        `<li><a href="/browse/${encodeURIComponent(key)}">${inert(key)}</a> ${inert(summary)} <span class="status">${inert(status)}</span> <small>${inert(priority)}</small></li>`,
    )
  const list = rows.length > 0 ? `<ul class="issues">${rows.join('')}</ul>` : '<p>No issues yet.</p>'
  return frame('Issues', `<h1>Issues</h1>${list}`)
}

export function pageOfNothing(): string {
  return frame('Not found', '<h1>No such issue</h1>')
}

function html(node: AdfDocument | AdfNode): string {
  if ('text' in node) return marked(node)
  if (node.type === 'hardBreak') return '<br>'
  if (node.type === 'rule') return '<hr>'
  const inside = (node.content ?? []).map(html).join('')
  if (node.type === 'doc') return inside
  if (node.type === 'panel') return `<div class="panel">${inside}</div>`
  const tag = node.type === 'heading' ? `h${level(node)}` : tags[node.type]
  return tag ? `<${tag}>${inside}</${tag}>` : inside
}

const tags: Record<string, string> = { paragraph: 'p', bulletList: 'ul', orderedList: 'ol', listItem: 'li' }
const markTags: Record<string, string> = { strong: 'strong', em: 'em', code: 'code' }

function level(node: AdfDocument | AdfNode): number {
  const asked = 'attrs' in node ? Number(node.attrs?.level) : 1
  return Math.min(Math.max(asked, 1), 6)
}

function marked(node: AdfNode): string {
  let shown = inert(node.text ?? '')
  for (const mark of node.marks ?? []) {
    const tag = markTags[mark.type]
    if (tag) shown = `<${tag}>${shown}</${tag}>`
    else shown = anchor(String(mark.attrs?.href), shown)
  }
  return shown
}

function anchor(url: string, shown: string): string {
  if (!/^https?:\/\//i.test(url)) return shown
  return `<a href="${inert(url)}" rel="noreferrer">${shown}</a>`
}

function inert(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign)
}

function frame(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inert(title)}</title>
<style>
:root { color-scheme: light dark }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; font: 16px/1.5 system-ui, sans-serif; color: light-dark(#172b4d, #cfd3d9); background: light-dark(#fff, #1d2125) }
.key, small { color: light-dark(#626f86, #96a0ae); margin: 0 } h1 { margin: 0 0 .5rem; overflow-wrap: anywhere }
.status { display: inline-block; margin: 0; padding: 0 .5rem; border-radius: 3px; background: light-dark(#dcdfe4, #38414a); font-weight: 600 }
.facts { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; color: light-dark(#44546f, #b3bcc9) }
.issues { padding: 0; list-style: none } .issues li { padding: .4rem 0; border-bottom: 1px solid light-dark(#dcdfe4, #38414a); overflow-wrap: anywhere }
.panel { padding: .5rem 1rem; border-radius: 3px; background: light-dark(#e9f2ff, #1c2b41) } a { color: light-dark(#0c66e4, #7ab2f8) } section { overflow-wrap: anywhere }
</style>
${body}
</html>
`
}
