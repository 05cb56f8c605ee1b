import type { HomeView, KnownBlock } from '@slack/types'
import type { Health, Home } from '../../db/home/home.ts'
import { actions, button, context, divider, header, incidentName, person, section } from '../kit.ts'
import { inert, oneLine, shorten } from '../text.ts'
import { configuration, shownMetadata } from './configuration.ts'
import { row } from './row.ts'

export const homePageAction = 'home_page'

/** A person's Home tab; `refusal` is a sentence of why the last choice was not taken. */
export function homeView(home: Home, refusal?: string): HomeView {
  if (home.denied !== null)
    return { type: 'home', blocks: [header('Dispatch'), section(`:no_entry: ${home.denied}`)] }
  return {
    type: 'home',
    private_metadata: shownMetadata(home.desk),
    blocks: [
      header('Dispatch'),
      section('When it burns, type `/dispatch` and what is wrong, in any channel.'),
      actions('home_report', [button('Report an incident', 'open_report', '', { style: 'danger' })]),
      ...(refusal ? [section(`:no_entry: ${refusal}`)] : []),
      ...mine(home),
      ...open(home),
      ...configuration(home.desk),
      context(health(home.desk.health)),
    ],
  }
}

function mine({ roles, desk: { requests, offers } }: Home): KnownBlock[] {
  const lines = [
    ...offers.map(({ incident, title, role, from }) =>
      section(
        `:handshake: ${from ? person(from) : 'Somebody'} asks you to be *${inert(shorten(oneLine(role), 75))}* of ${named(incident, title)}. The message to you has the buttons.`,
      ),
    ),
    ...requests.map(({ incident, title, person: who }) =>
      section(
        `:lock: ${person(who)} asks to see ${named(incident, title)}. The message to you has the buttons.`,
      ),
    ),
    ...roles.map((one) => row(one, 'mine')),
  ]
  return lines.length === 0 ? [] : [divider(), header('Yours'), ...lines]
}

function open({ open: { rows, hasMore }, page }: Home): KnownBlock[] {
  const pages = [
    ...(page > 0 ? [button('Newer', `${homePageAction}:newer`, String(page - 1))] : []),
    ...(hasMore ? [button('Older', `${homePageAction}:older`, String(page + 1))] : []),
  ]
  return [
    divider(),
    header(page === 0 ? 'Open incidents' : `Open incidents, page ${page + 1}`),
    ...(rows.length === 0 ? [section('None. :sunny:')] : rows.map((one) => row(one, 'open'))),
    ...(pages.length === 0 ? [] : [actions('home_pages', pages)]),
  ]
}

function health({ isAlive, troubled }: Health): string {
  if (!isAlive)
    return ':warning: Dispatch takes reports, but nothing works on them at the moment. Whoever runs it should look.'
  if (troubled === 0) return ':white_check_mark: Dispatch is well.'
  return `:warning: Dispatch is well, but ${troubled} ${troubled === 1 ? 'step' : 'steps'} failed or late.`
}

function named(incident: number, title: string): string {
  return `*${incidentName(incident)}* ${inert(shorten(oneLine(title), 200))}`
}
