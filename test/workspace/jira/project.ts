import { isJson } from '../slack/json.ts'

/** What every project of this site has. */
export interface Named {
  id: string
  name: string
}

export const issueTypes: Named[] = [
  { id: '10001', name: 'Task' },
  { id: '10002', name: 'Bug' },
  { id: '10003', name: 'Story' },
  { id: '10004', name: 'Incident' },
]

export const priorities: Named[] = [
  { id: '1', name: 'Highest' },
  { id: '2', name: 'High' },
  { id: '3', name: 'Medium' },
  { id: '4', name: 'Low' },
  { id: '5', name: 'Lowest' },
]

export interface Status extends Named {
  category: { id: number; key: string; name: string; colorName: string }
}

const fresh: Status = {
  id: '10000',
  name: 'To Do',
  category: { id: 2, key: 'new', name: 'To Do', colorName: 'blue-gray' },
}

export const statuses: Status[] = [
  fresh,
  {
    id: '10010',
    name: 'In Progress',
    category: { id: 4, key: 'indeterminate', name: 'In Progress', colorName: 'yellow' },
  },
  { id: '10020', name: 'Done', category: { id: 3, key: 'done', name: 'Done', colorName: 'green' } },
]

/** Each status can be reached from every other, save where a workflow says otherwise. */
export const transitions = statuses.map((to, n) => ({ id: `${n + 1}1`, name: to.name, to }))

export const firstStatus = fresh.name
export const defaultPriority = 'Medium'

/** The one that a reference of the form `{ id }` or `{ name }` means; names are compared without case. */
export function findNamed<T extends Named>(list: T[], reference: unknown): T | undefined {
  if (!isJson(reference)) return undefined
  const { id, name } = reference
  if (id !== undefined) return list.find((one) => one.id === id)
  return typeof name === 'string'
    ? list.find((one) => one.name.toLowerCase() === name.toLowerCase())
    : undefined
}
