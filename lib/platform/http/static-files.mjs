import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { acceptsGzip, isCompressible } from './conditional.mjs'

const PREFIX = '/_next/static/'
const TYPES = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.webp', 'image/webp'],
  ['.avif', 'image/avif'],
  ['.ico', 'image/x-icon'],
])

/**
 * The build's own files: few, never changing under their name, so each is compressed once at its first use. Only names
 * the build wrote are answered; whatever else is asked for goes on to Next.
 *
 * @param {string} [distDir]
 */
export async function createStaticFiles(distDir = '.next') {
  const root = path.join(distDir, 'static')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [PREFIX + path.relative(root, file).split(path.sep).join('/'), file]),
  )
  /** @type {Map<string, Promise<{ type: string, plain: Buffer, gzip: Buffer | null }>>} */
  const loaded = new Map()

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response @param {string} pathname */
  return async function answer(request, response, pathname) {
    const file = files.get(pathname) ?? files.get(decodeURI(pathname))
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    const content = loaded.get(file) ?? load(file)
    loaded.set(file, content)
    const { type, plain, gzip } = await content
    const body = gzip !== null && acceptsGzip(request.headers['accept-encoding']) ? gzip : plain
    if (gzip !== null) response.setHeader('vary', 'accept-encoding')
    if (body === gzip) response.setHeader('content-encoding', 'gzip')
    response.writeHead(200, {
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': type,
      'content-length': body.length,
    })
    response.end(request.method === 'HEAD' ? undefined : body)
    return true
  }
}

/** @param {string} file */
async function load(file) {
  const type = TYPES.get(path.extname(file)) ?? 'application/octet-stream'
  const plain = await readFile(file)
  return { type, plain, gzip: isCompressible(type) ? gzipSync(plain, { level: 9 }) : null }
}
