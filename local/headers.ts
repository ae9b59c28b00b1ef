import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/**
 * The security headers of every answer. The page may talk to this server and to its storage (another origin when the
 * address in the browser is not the configured one); the simulator frames the app, nobody else may.
 * @param html the page, whose inline scripts are allowed by their hash and nothing else inline
 */
export function setSecurityHeaders(response: ServerResponse, origins: readonly string[], html = ''): void {
  const storage = origins.join(' ')
  const policy = [
    "default-src 'self'",
    `script-src ${["'self'", ...inlineHashes(html)].join(' ')}`,
    // Taro sets the styles of its elements from scripts.
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${storage}`,
    `media-src 'self' data: blob: ${storage}`,
    `connect-src 'self' blob: ${storage}`,
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
  ]
  response.setHeader('content-security-policy', policy.join('; '))
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('x-frame-options', 'SAMEORIGIN')
  response.setHeader('referrer-policy', 'same-origin')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('permissions-policy', 'camera=(self), microphone=(self), geolocation=(self), payment=()')
}

/** CSP sources of a page's inline scripts. */
export function inlineHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
  return scripts.filter(Boolean).map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
}
