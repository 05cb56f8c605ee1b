import { describe, expect, it } from 'vitest'
import { type Json, objects } from './json.ts'
import { eventsOf, refusal, scene, subscribed } from './scene.ts'

const scopes = ['canvases:read', 'canvases:write', 'channels:read', 'channels:manage', 'groups:read']
const more = ['files:read', 'chat:write', 'im:write']
const events = ['file_created', 'file_shared', 'file_change']

const content = (markdown: string) => ({ type: 'markdown' as const, markdown })
const document = '# Brief\nlead: nobody\n\n## Impact\n\n```\na\n\nb\n```\n\nlast'

async function drafting() {
  const set = await scene({ manifest: subscribed(events, [...scopes, ...more]) })
  const anna = set.slack.addPerson({ name: 'anna' })
  const room = set.slack.addChannel({ name: 'room', members: ['anna', 'dispatch'] })
  const own = (markdown = document) =>
    set.web.conversations.canvases.create({ channel_id: room.id, document_content: content(markdown) })
  const edit = (canvas_id: string, ...changes: Json[]) =>
    set.web.apiCall('canvases.edit', { canvas_id, changes })
  const sections = async (canvas_id: string, criteria: Json) => {
    const answer: Json = { ...(await set.web.apiCall('canvases.sections.lookup', { canvas_id, criteria })) }
    return objects(answer.sections).map((it) => String(it.id))
  }
  return { ...set, anna, room, own, edit, sections }
}

describe("a channel's own canvas", () => {
  it('is one, shown by the channel, and its making told', async () => {
    const set = await drafting()
    const { slack, web, room, own } = set
    const { heard } = await set.listen()
    const plain = await web.conversations.info({ channel: room.id })
    expect(plain.channel).not.toHaveProperty('properties')
    const { canvas_id } = await own()
    expect(slack.canvases()).toMatchObject([
      { id: canvas_id, channelId: room.id, markdown: document, createdBy: slack.bot.userId, deleted: false },
    ])
    expect(await eventsOf(set, heard)).toMatchObject([
      { type: 'file_created', file_id: canvas_id },
      { type: 'file_shared', file_id: canvas_id, channel_id: room.id },
    ])
    expect(await refusal(own())).toMatchObject({ error: 'channel_canvas_already_exists' })
    const { channel } = await web.conversations.info({ channel: room.id })
    expect(channel).toMatchObject({
      properties: {
        canvas: { file_id: canvas_id, is_empty: false },
        tabs: [{ type: 'canvas', data: { file_id: canvas_id } }, { type: 'files' }],
      },
    })
  })

  it('stands only in channels the bot is in', async () => {
    const { slack, web } = await drafting()
    const hidden = slack.addChannel({ name: 'hidden', private: true })
    const far = slack.addChannel({ name: 'far' })
    const make = (channel_id: string) => refusal(web.conversations.canvases.create({ channel_id }))
    expect(await make(hidden.id)).toMatchObject({ error: 'channel_not_found' })
    expect(await make(far.id)).toMatchObject({ error: 'restricted_action' })
  })

  it('is written by those in the channel, which the app is told, and lost with the channel', async () => {
    const set = await drafting()
    const { slack, anna, own } = set
    const { canvas_id = '' } = await own()
    const { heard } = await set.listen()
    await anna.editCanvas(canvas_id, 'ours now')
    expect(slack.canvas(canvas_id).markdown).toBe('ours now')
    expect(await eventsOf(set, heard)).toMatchObject([{ type: 'file_change', user_id: anna.id }])
    const other = slack.addPerson({ name: 'cleo', kind: 'admin' })
    await expect(other.editCanvas(canvas_id, 'x')).rejects.toThrow('sees no canvas')
    await other.deleteChannel('room')
    expect(slack.canvas(canvas_id).deleted).toBe(true)
  })
})

describe('an edit', () => {
  it('is one change: before, after, at an end, in place of a section or of all', async () => {
    const { slack, own, edit, sections } = await drafting()
    const { canvas_id = '' } = await own('# A\n\nb')
    const text = () => slack.canvas(canvas_id).markdown
    const at = async (contains_text: string) => (await sections(canvas_id, { contains_text }))[0]
    const document_content = content('new')
    await edit(canvas_id, { operation: 'insert_after', section_id: await at('# A'), document_content })
    expect(text()).toBe('# A\n\nnew\n\nb')
    await edit(canvas_id, {
      operation: 'replace',
      section_id: await at('new'),
      document_content: content('c'),
    })
    await edit(canvas_id, { operation: 'insert_before', section_id: await at('# A'), document_content })
    expect(text()).toBe('new\n\n# A\n\nc\n\nb')
    await edit(canvas_id, { operation: 'delete', section_id: await at('new') })
    await edit(canvas_id, { operation: 'insert_at_start', document_content })
    await edit(canvas_id, { operation: 'insert_at_end', document_content: content('z') })
    expect(text()).toBe('new\n\n# A\n\nc\n\nb\n\nz')
    await edit(canvas_id, { operation: 'replace', document_content: content('all') })
    expect(text()).toBe('all')
    await edit(canvas_id, { operation: 'rename', title_content: content('Brief') })
    expect(slack.canvas(canvas_id)).toMatchObject({ title: 'Brief', markdown: 'all' })
  })

  it.each([
    [[], 'no less than 1 items allowed [json-pointer:/changes]'],
    [[{}, {}], 'no more than 1 items allowed [json-pointer:/changes]'],
    [[{ operation: 'append' }], 'must be a valid enum value [json-pointer:/changes/0/operation]'],
    [[{ operation: 'insert_at_end' }], 'missing required field: document_content [json-pointer:/changes/0]'],
    [[{ operation: 'delete' }], 'missing required field: section_id [json-pointer:/changes/0]'],
    [[{ operation: 'rename' }], 'missing required field: title_content [json-pointer:/changes/0]'],
    [
      [{ operation: 'rename', section_id: 'x', title_content: content('x') }],
      'invalid additional property: section_id [json-pointer:/changes/0]',
    ],
    [
      [{ operation: 'replace', document_content: { type: 'html', markdown: 'x' } }],
      'must be one of: markdown [json-pointer:/changes/0/document_content/type]',
    ],
  ])('is refused as %j', async (changes, message) => {
    const { slack, own, edit } = await drafting()
    const { canvas_id = '' } = await own('as it was')
    expect(await refusal(edit(canvas_id, ...changes))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [`[ERROR] ${message}`] },
    })
    expect(slack.canvas(canvas_id).markdown).toBe('as it was')
  })

  it('is a list of changes, and its words are a text', async () => {
    const { web, own } = await drafting()
    const { canvas_id = '' } = await own('as it was')
    const refused = async (changes: unknown) => {
      const { response_metadata } = await refusal(web.apiCall('canvases.edit', { canvas_id, changes }))
      return response_metadata
    }
    const no = (message: string) => ({ messages: [`[ERROR] ${message}`] })
    expect(await refused({ 0: {} })).toMatchObject(no('must provide an array [json-pointer:/changes]'))
    const wordless = { operation: 'replace', document_content: { type: 'markdown' } }
    const pointer = '/changes/0/document_content'
    expect(await refused([wordless])).toMatchObject(
      no(`missing required field: markdown [json-pointer:${pointer}]`),
    )
    const bare = { operation: 'replace', document_content: 'x' }
    expect(await refused([bare])).toMatchObject(no(`must provide an object [json-pointer:${pointer}]`))
  })

  it('finds a section by kind and words, until the canvas changes', async () => {
    const { anna, own, edit, sections } = await drafting()
    const { canvas_id = '' } = await own()
    expect(await sections(canvas_id, { section_types: ['any_header'] })).toHaveLength(2)
    expect(await sections(canvas_id, { section_types: ['h2'], contains_text: 'Brief' })).toEqual([])
    expect(await sections(canvas_id, { contains_text: 'a\n\nb' })).toHaveLength(1)
    const [impact = ''] = await sections(canvas_id, { section_types: ['h1', 'h2'], contains_text: 'Impact' })
    await anna.editCanvas(canvas_id, `${document} word`)
    const late = edit(canvas_id, { operation: 'delete', section_id: impact })
    expect(await refusal(late)).toMatchObject({ error: 'canvas_editing_failed' })
    for (const criteria of [
      {},
      { section_types: ['h4'] },
      { section_types: ['h1', 'h2', 'h3', 'any_header'] },
    ]) {
      expect(await refusal(sections(canvas_id, criteria))).toMatchObject({ error: 'invalid_arguments' })
    }
  })

  it('may not grow a canvas beyond a mebibyte or 300 cells', async () => {
    const { web, room, own, edit } = await drafting()
    const { canvas_id = '' } = await own('x')
    const row = '| a | b | c |\n'
    const table = (rows: number) => content(`| a | b | c |\n|---|---|---|\n${row.repeat(rows - 1)}`)
    for (const document_content of [content('x'.repeat(1024 * 1024)), table(101)]) {
      const grown = edit(canvas_id, { operation: 'insert_at_end', document_content })
      expect(await refusal(grown)).toMatchObject({ error: 'canvas_too_large' })
    }
    await edit(canvas_id, { operation: 'insert_at_end', document_content: table(100) })
    const big = web.canvases.create({
      channel_id: room.id,
      document_content: content('x'.repeat(1024 * 1024 + 1)),
    })
    expect(await refusal(big)).toMatchObject({ error: 'canvas_creation_failed' })
  })
})

describe('a canvas beside', () => {
  it('is a tab of a channel, or stands alone until access is given to it', async () => {
    const { slack, web, anna, room } = await drafting()
    const tab = await web.canvases.create({
      channel_id: room.id,
      title: 'Live',
      document_content: content('x'),
    })
    const { canvas_id: alone = '' } = await web.canvases.create({ title: 'Alone' })
    expect(slack.canvases()).toMatchObject([{ channelId: room.id, title: 'Live' }, { channelId: null }])
    const { channel } = await web.conversations.info({ channel: room.id })
    expect(channel).toMatchObject({
      properties: { tabs: [{ label: 'Live', data: { file_id: tab.canvas_id } }, {}] },
    })
    expect(channel?.properties).not.toHaveProperty('canvas')
    await expect(anna.editCanvas(alone, 'x')).rejects.toThrow('sees no canvas')
    await web.canvases.access.set({ canvas_id: alone, access_level: 'read', channel_ids: [room.id] })
    await expect(anna.editCanvas(alone, 'x')).rejects.toThrow('may only read')
    const people = { canvas_id: alone, access_level: 'write' as const, user_ids: [anna.id] as [string] }
    const unsent = await refusal(web.canvases.access.set(people))
    expect(unsent).toMatchObject({ error: 'failed_to_update_user_ids' })
    await web.chat.postMessage({ channel: anna.id, text: `https://harbour.slack.com/docs/T1/${alone}` })
    await web.canvases.access.set(people)
    await anna.editCanvas(alone, 'mine')
    await web.canvases.access.delete({ canvas_id: alone, user_ids: [anna.id] })
    await expect(anna.editCanvas(alone, 'x')).rejects.toThrow('may only read')
  })

  it('is given away by its owner, to people only, and then no longer deleted by the bot', async () => {
    const { slack, web, anna, room, edit } = await drafting()
    const { canvas_id = '' } = await web.canvases.create({ channel_id: room.id })
    const set = (args: Json) => web.apiCall('canvases.access.set', { canvas_id, ...args })
    await web.chat.postMessage({ channel: anna.id, text: canvas_id })
    const refused = async (args: Json) => (await refusal(set(args))).error
    expect(await refused({ access_level: 'owner', channel_ids: [room.id] })).toBe('invalid_arguments')
    expect(await refused({ access_level: 'see', user_ids: [anna.id] })).toBe('invalid_arguments')
    expect(await refused({ access_level: 'read' })).toBe('invalid_parameters')
    const both = { access_level: 'read', user_ids: [anna.id], channel_ids: [room.id] }
    expect(await refused(both)).toBe('invalid_parameters')
    expect(await refused({ access_level: 'read', user_ids: ['U404'] })).toBe('user_not_found')
    expect(await refused({ access_level: 'read', channel_ids: ['C404'] })).toBe('channel_not_found')
    const direct = (await web.conversations.open({ users: anna.id })).channel?.id
    expect(await refused({ access_level: 'read', channel_ids: [direct] })).toBe('channel_not_found')
    await set({ access_level: 'owner', user_ids: [anna.id] })
    expect(await refused({ access_level: 'owner', user_ids: [anna.id] })).toBe('restricted_action')
    expect(await refusal(web.canvases.delete({ canvas_id }))).toMatchObject({ error: 'restricted_action' })
    await edit(canvas_id, { operation: 'replace', document_content: content('still mine to write') })
    await set({ access_level: 'read', channel_ids: [room.id] })
    await set({ access_level: 'read', user_ids: [slack.bot.userId] })
    const unwritten = edit(canvas_id, { operation: 'replace', document_content: content('x') })
    expect(await refusal(unwritten)).toMatchObject({ error: 'restricted_action' })
    expect(await refused({ access_level: 'write', user_ids: [anna.id] })).toBe('restricted_action')
  })

  it('once deleted is no more found, and its tab is gone', async () => {
    const { slack, web, room, own, edit, sections } = await drafting()
    const { canvas_id = '' } = await own()
    await web.canvases.delete({ canvas_id })
    expect(slack.canvas(canvas_id).deleted).toBe(true)
    const change = { operation: 'insert_at_end', document_content: content('x') }
    expect(await refusal(edit(canvas_id, change))).toMatchObject({ error: 'canvas_not_found' })
    expect(await refusal(sections(canvas_id, { contains_text: 'x' }))).toMatchObject({
      error: 'canvas_deleted',
    })
    expect(await refusal(web.files.info({ file: canvas_id }))).toMatchObject({ error: 'file_deleted' })
    expect((await web.conversations.info({ channel: room.id })).channel).not.toHaveProperty('properties')
    expect((await own()).canvas_id).not.toBe(canvas_id)
  })

  it('is a file to those who ask for files, without its words', async () => {
    const { web, own } = await drafting()
    const { canvas_id = '' } = await own()
    const { file } = await web.files.info({ file: canvas_id })
    expect(file).toMatchObject({ id: canvas_id, filetype: 'quip', mode: 'quip' })
    expect(file).not.toHaveProperty('content')
  })
})

describe('the plan', () => {
  it('without pay has one canvas for each channel and none beside', async () => {
    const { slack, web, room, own, edit } = await drafting()
    const { canvas_id: alone = '' } = await web.canvases.create({ title: 'Alone' })
    slack.plan.paid = false
    const made = refusal(web.canvases.create({ title: 'x' }))
    expect(await made).toMatchObject({ error: 'free_teams_cannot_create_standalone_canvases' })
    const change = { operation: 'insert_at_end', document_content: content('x') }
    const edited = refusal(edit(alone, change))
    expect(await edited).toMatchObject({ error: 'free_teams_cannot_edit_standalone_canvases' })
    const { canvas_id = '' } = await web.canvases.create({ channel_id: room.id })
    await edit(canvas_id, change)
    for (const again of [own(), web.canvases.create({ channel_id: room.id })]) {
      expect(await refusal(again)).toMatchObject({ error: 'free_team_canvas_tab_already_exists' })
    }
    const access = { canvas_id, access_level: 'read' as const, channel_ids: [room.id] as [string] }
    expect(await refusal(web.canvases.access.set(access))).toMatchObject({ error: 'restricted_action' })
  })

  it('without canvases has none at all', async () => {
    const { slack, web, own, edit, sections } = await drafting()
    const { canvas_id = '' } = await own()
    slack.plan.canvases = false
    const calls = [
      own(),
      web.canvases.create({}),
      edit(canvas_id, { operation: 'delete' }),
      sections(canvas_id, { contains_text: 'x' }),
      web.canvases.access.set({ canvas_id, access_level: 'read' }),
      web.files.info({ file: canvas_id }),
    ]
    for (const call of calls)
      expect(await refusal(call)).toMatchObject({ error: 'canvas_disabled_user_team' })
    const gone = web.canvases.delete({ canvas_id })
    expect(await refusal(gone)).toMatchObject({ error: 'canvas_deleting_disabled' })
  })
})
