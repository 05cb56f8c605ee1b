import { Failure } from './failure.ts'
import type { SlackCall } from './slack-call.ts'
import { tolerate } from './slack-channels.ts'
import type { ChannelCanvas, SlackClient } from './slack-port.ts'

type Canvases = Pick<
  SlackClient,
  | 'openChannelCanvas'
  | 'openCanvas'
  | 'listCanvases'
  | 'replaceCanvas'
  | 'letRead'
  | 'hideCanvas'
  | 'removeCanvas'
>

export function slackCanvases(call: SlackCall): Canvases {
  return {
    async openChannelCanvas(channel, { title, markdown }) {
      const { canvas_id } = await call('conversations.canvases.create', (c) =>
        c.conversations.canvases.create({ channel_id: channel, title, document_content: written(markdown) }),
      )
      return idOf(canvas_id)
    },

    async openCanvas(channel, { title, markdown }) {
      const { canvas_id } = await call('canvases.create', (c) =>
        c.canvases.create({ channel_id: channel, title, document_content: written(markdown) }),
      )
      return idOf(canvas_id)
    },

    async listCanvases(channel) {
      const answer = await call('conversations.info', (c) => c.conversations.info({ channel }))
      return canvasesIn(answer.channel?.properties)
    },

    async replaceCanvas(canvas, markdown) {
      await unlocked(() =>
        call('canvases.edit', (c) =>
          c.canvases.edit({
            canvas_id: canvas,
            changes: [{ operation: 'replace', document_content: written(markdown) }],
          }),
        ),
      )
    },

    async letRead(canvas, channel) {
      await call('canvases.access.set', (c) =>
        c.canvases.access.set({ canvas_id: canvas, access_level: 'read', channel_ids: [channel] }),
      )
    },

    async hideCanvas(canvas, channel) {
      await call('canvases.access.delete', (c) =>
        c.canvases.access.delete({ canvas_id: canvas, channel_ids: [channel] }),
      )
    },

    async removeCanvas(canvas) {
      await tolerate('canvas_not_found', () =>
        call('canvases.delete', (c) => c.canvases.delete({ canvas_id: canvas })),
      )
    },
  }
}

function written(markdown: string): { type: 'markdown'; markdown: string } {
  return { type: 'markdown', markdown }
}

function idOf(id: string | undefined): string {
  if (!id) throw new Failure('unanswered', 'slack.unanswered')
  return id
}

// Somebody types in it just now: nothing was done, and it is worth another try.
async function unlocked(run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'canvas_editing_locked')) throw error
    throw new Failure('unreachable', error.code, { method: error.method, cause: error })
  }
}

// The SDK's types leave out what channels have of canvases: docs.slack.dev, the channel object.
interface Properties {
  canvas?: { file_id?: string; is_empty?: boolean }
  tabs?: { type?: string; label?: string; data?: { file_id?: string } }[]
}

function canvasesIn(properties: object | undefined): ChannelCanvas[] {
  const { canvas, tabs = [] }: Properties = properties ?? {}
  const beside = tabs.flatMap(({ type, label = '', data }) =>
    type === 'canvas' && data?.file_id && data.file_id !== canvas?.file_id
      ? [{ id: data.file_id, title: label, own: false, empty: false }]
      : [],
  )
  if (!canvas?.file_id) return beside
  return [{ id: canvas.file_id, title: '', own: true, empty: canvas.is_empty ?? false }, ...beside]
}
