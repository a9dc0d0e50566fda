/*
 * What a host says with every answer of the window's own files: the browser's and the desktop's are as strict as each
 * other and differ only in where pictures and the engine are.
 */

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
}

/** The media type of a file of the window; null for a kind that the window has none of, and that is not served. */
export function pageMediaType(path: string): string | null {
  const extension = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? ''
  return MEDIA_TYPES[extension] ?? null
}

/** Names in assets/ carry a hash of their content; all others are asked for anew. */
export function pageCacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
}

/** Nothing may be loaded from, sent to or framed by any other place. */
export function pageHeaders(places: { pictures: string; engine: string }): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `img-src ${places.pictures}`,
      `connect-src ${places.engine}`,
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=()',
  }
}
