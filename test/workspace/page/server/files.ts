import type { IncomingMessage, ServerResponse } from 'node:http'
import { bundlePage } from './bundle.ts'
import { isOwnHost, pageHeaders } from './guard.ts'
import { html } from './html.ts'

export type Files = Map<string, { type: string; body: string }>

export async function pageFiles(team: string): Promise<Files> {
  const { script, style } = await bundlePage()
  return new Map([
    ['/', { type: 'text/html', body: html(team) }],
    ['/page.js', { type: 'text/javascript', body: script }],
    ['/page.css', { type: 'text/css', body: style }],
  ])
}

/** Answers with one of the files, to this machine only. */
export function answer(request: IncomingMessage, response: ServerResponse, files: Files, port: number): void {
  const { status, type, body } = fileFor(request, files, port)
  const length = Buffer.byteLength(body)
  const headers = { 'content-type': `${type}; charset=utf-8`, 'content-length': length }
  response.writeHead(status, { ...pageHeaders(port), ...headers }).end(request.method === 'HEAD' ? '' : body)
}

function fileFor({ method, url = '/', headers }: IncomingMessage, files: Files, port: number) {
  const words = (status: number, body: string) => ({ status, type: 'text/plain', body })
  if (!isOwnHost(headers, port)) return words(403, 'Not this host.\n')
  if (method !== 'GET' && method !== 'HEAD') return words(405, 'GET only.\n')
  const file = files.get(url.split('?')[0] ?? '/')
  return file ? { status: 200, ...file } : words(404, 'Not found.\n')
}
