import { expect, it } from 'vitest'
import { mentioned } from '../../../blocks/people/mentioned.ts'

const ana = '<@U0ANA|ana>'
const team = '<!subteam^S0DB|@db>'

it.each<[line: string, people: string[], groups: string[], words: string]>([
  [ana, ['U0ANA'], [], ''],
  [`${ana} ${team}`, ['U0ANA'], ['S0DB'], ''],
  [`${team}, <@W0BEN> we need &lt;you&gt;`, ['W0BEN'], ['S0DB'], 'we need <you>'],
  [`${ana}${ana} twice`, ['U0ANA'], [], 'twice'],
  [`${ana} since ${team} is away`, ['U0ANA'], [], 'since @db is away'],
  [`since ${ana} knows`, [], [], 'since @ana knows'],
  ['<!channel> <!here> all', [], [], '@channel @here all'],
  ['<#C0ROOM|room>', [], [], '#room'],
  ['', [], [], ''],
])('%s', (line, people, groups, words) => {
  expect(mentioned(line)).toEqual({ people, groups, words })
})
