import { isJson } from '../slack/json.ts'
import type { Issue } from './contract.ts'
import { whole } from './numbers.ts'
import { issueTypes, transitions } from './project.ts'
import { badPayload, Refusal } from './refusal.ts'
import { showProject, showStatus, showType, showUser } from './render.ts'
import type { Asked, Handler } from './routes.ts'
import type { Store } from './store.ts'

export const getMyself: Handler = ({ site }) => ({
  status: 200,
  body: { ...showUser(site), locale: 'en_GB' },
})

export const getProject: Handler = (asked) => {
  checkProject(asked)
  const { site } = asked
  return {
    status: 200,
    body: { ...showProject(site), issueTypes: issueTypes.map((type) => showType(type, site)) },
  }
}

export const listIssueTypes: Handler = (asked) => {
  checkProject(asked)
  const startAt = whole(asked.query.get('startAt'), 0)
  const maxResults = Math.min(whole(asked.query.get('maxResults'), 50), 200)
  const page = issueTypes.slice(startAt, startAt + maxResults).map((type) => showType(type, asked.site))
  return { status: 200, body: { maxResults, startAt, total: issueTypes.length, issueTypes: page } }
}

export const listTransitions: Handler = ({ store, site, part }) => {
  const shown = offered(store, store.get(part('key'))).map(({ id, name, to }) => ({
    id,
    name,
    to: showStatus(to, site),
    hasScreen: false,
    isGlobal: true,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    looped: false,
  }))
  return { status: 200, body: { expand: 'transitions', transitions: shown } }
}

export const doTransition: Handler = ({ store, part, body }) => {
  const issue = store.get(part('key'))
  if (!isJson(body) || Object.keys(body).some((name) => name !== 'transition')) throw badPayload()
  const id = isJson(body.transition) ? body.transition.id : undefined
  if (typeof id !== 'string') throw new Refusal(400, "Missing 'transition' identifier")
  const transition = offered(store, issue).find((one) => one.id === id)
  if (!transition) throw new Refusal(400, `Transition id '${id}' is not valid for this issue.`)
  store.edit(issue, { status: transition.to.name })
  return { status: 204 }
}

function offered({ ways }: Store, { status }: Issue): typeof transitions {
  const names = ways.get(status)
  return names ? transitions.filter(({ name }) => names.includes(name)) : transitions
}

function checkProject({ site, part }: Asked): void {
  const asked = part('project')
  if (asked.toUpperCase() === site.project.key || asked === site.project.id) return
  throw new Refusal(404, `No project could be found with key '${asked}'.`)
}
