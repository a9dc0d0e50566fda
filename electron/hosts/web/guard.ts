import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** The one name under which this host answers. `localhost` is another, which a page elsewhere could share. */
export interface HostName {
  /** `127.0.0.1:PORT` */
  host: string
  /** `http://127.0.0.1:PORT` */
  origin: string
}

export function hostNameOf(port: number): HostName {
  return { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }
}

/** Against DNS rebinding: a foreign name that resolves to 127.0.0.1 still stands in the Host header. */
export function isForOurHost(request: IncomingMessage, name: HostName): boolean {
  const hosts = request.headersDistinct.host ?? []
  return hosts.length === 1 && hosts[0] === name.host
}

/**
 * For what changes something and for sockets: the browser must say that our own page asks.
 * Origin says it all; Sec-Fetch-Site is not asked, because browsers differ on what it is between http: and ws:.
 */
export function isFromOurPage(headers: IncomingHttpHeaders, name: HostName): boolean {
  return headers.origin === name.origin
}

/** For pictures, where browsers leave Origin out: nothing may say that another page asks. */
export function isNotFromElsewhere(headers: IncomingHttpHeaders, name: HostName): boolean {
  const site = headers['sec-fetch-site']
  const isOurSite = site === undefined || site === 'same-origin' || site === 'none'
  return isOurSite && (headers.origin === undefined || headers.origin === name.origin)
}
