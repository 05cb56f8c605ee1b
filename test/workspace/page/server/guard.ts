import type { IncomingHttpHeaders } from 'node:http'

/** Refuses what another site's page, or a name that merely resolves to this machine, could send. */
export function isOwnHost(headers: IncomingHttpHeaders, port: number): boolean {
  return ownHosts(port).includes(headers.host ?? '')
}

export function isOwnOrigin(headers: IncomingHttpHeaders, port: number): boolean {
  return ownHosts(port).some((host) => headers.origin === `http://${host}`)
}

/** Nothing from elsewhere may load; images may come from this machine, where charts are drawn. */
export function pageHeaders(port: number): Record<string, string> {
  const live = ownHosts(port).map((host) => `ws://${host}`)
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: http://localhost:* http://127.0.0.1:*",
      `connect-src 'self' ${live.join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  }
}

const ownHosts = (port: number) => [`localhost:${port}`, `127.0.0.1:${port}`]
