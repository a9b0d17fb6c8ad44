import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const FLIGHT_START = '(self.__next_f=self.__next_f||[]).push([0])'
const PAINT_TIME = 'requestAnimationFrame(function(){$RT=performance.now()});'
const FLIGHT = /^self\.__next_f\.push\((\[[\s\S]*\])\);?$/
const BOOTSTRAP =
  /^\(globalThis\["TURBOPACK"\] \|\| \(globalThis\["TURBOPACK"\] = \[\]\)\)\.push\(([[{][\s\S]*[\]}])\);?$/
/** React moves a late block into place: its runtime once, then a call that names the block. */
const REVEAL = /^([\s\S]*?);?\$R[CRSX]\(("[\s\S]*)\);?$/

/**
 * Whether an inline script is one that Next or React write into a kept page: fixed text, a call whose argument is
 * nothing but JSON, or React's runtime word for word. Next's exact version is pinned; a new one that writes anything
 * else shows in the browser test, and in the log as a stranger.
 *
 * @param {string} text
 */
export function isNextScript(text) {
  if (text === FLIGHT_START || text === PAINT_TIME) return true
  const data = FLIGHT.exec(text)?.[1] ?? BOOTSTRAP.exec(text)?.[1]
  if (data !== undefined) return isJson(data)
  const [, runtime, call] = REVEAL.exec(text) ?? []
  return call !== undefined && isJson(`[${call}]`) && isReactRuntime(runtime ?? '')
}

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** @type {string | undefined} */
let nextServer

/** @param {string} text */
function isReactRuntime(text) {
  if (text === '') return true
  nextServer ??= readFileSync(
    createRequire(import.meta.url).resolve('next/dist/compiled/next-server/app-page-turbo.runtime.prod.js'),
    'utf8',
  )
  // There it stands inside string literals, where a line break is written as an escape.
  const pieces = text.split(/(?=\$RM=new Map)/).map((piece) => piece.replaceAll('\n', '\\n'))
  return pieces.every((piece) => nextServer?.includes(piece))
}
