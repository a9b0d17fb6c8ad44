/**
 * Whose pages a lesson may show in a frame, and how the address that people copy becomes the one that is made for
 * frames. `server.mjs` reads this without a bundler to let exactly one provider into the script policy of a page, so
 * nothing is imported here.
 */

export type EmbedSettings = {
  /** Hosts of PeerTube instances that the operator trusts. */
  peertubeHosts: readonly string[]
}

type Provider = {
  id: string
  name: string
  /** Hosts whose addresses it knows; PeerTube's are in the settings. */
  hosts: readonly string[]
  /** Where frames come from: all that the page's policy lets in. */
  frameOrigin: string | null
  aspectRatio: string
  /** The address for a frame; null for pages of the provider that cannot be framed. */
  frameUrlOf: (url: URL) => string | null
}

const WIDE = '16 / 9'
const TALL = '4 / 3'

const PROVIDERS: readonly Provider[] = [
  {
    id: 'youtube',
    name: 'YouTube',
    hosts: ['youtube.com', 'm.youtube.com', 'youtu.be', 'youtube-nocookie.com'],
    frameOrigin: 'https://www.youtube-nocookie.com',
    aspectRatio: WIDE,
    frameUrlOf: (url) => {
      const id = bareHost(url) === 'youtu.be' ? part(url, 0) : (url.searchParams.get('v') ?? afterFirst(url))
      if (id === null || !/^[\w-]{11}$/.test(id)) return null
      const start = secondsOf(url.searchParams.get('t') ?? url.searchParams.get('start'))
      return `https://www.youtube-nocookie.com/embed/${id}?autoplay=1${start > 0 ? `&start=${start}` : ''}`
    },
  },
  {
    id: 'vimeo',
    name: 'Vimeo',
    hosts: ['vimeo.com', 'player.vimeo.com'],
    frameOrigin: 'https://player.vimeo.com',
    aspectRatio: WIDE,
    frameUrlOf: (url) => {
      const found = /^\/(?:video\/)?(\d+)(?:\/([0-9a-f]+))?\/?$/.exec(url.pathname)
      if (found === null) return null
      const hash = found[2] ?? url.searchParams.get('h')
      const key = hash !== null && /^[0-9a-f]+$/.test(hash) ? `&h=${hash}` : ''
      return `https://player.vimeo.com/video/${found[1]}?dnt=1&autoplay=1${key}`
    },
  },
  {
    id: 'codepen',
    name: 'CodePen',
    hosts: ['codepen.io'],
    frameOrigin: 'https://codepen.io',
    aspectRatio: TALL,
    frameUrlOf: (url) => {
      const found = /^\/([\w-]+)\/(?:pen|embed|details|full)\/(\w+)\/?$/.exec(url.pathname)
      return found && `https://codepen.io/${found[1]}/embed/${found[2]}?default-tab=result`
    },
  },
  {
    id: 'google',
    name: 'Google Docs',
    hosts: ['docs.google.com'],
    frameOrigin: 'https://docs.google.com',
    aspectRatio: TALL,
    frameUrlOf: (url) => {
      const found =
        /^\/(document|presentation|spreadsheets|forms)\/d\/((?:e\/)?[\w-]{10,})(?:\/(pub|pubhtml|embed|viewform|preview))?\/?$/.exec(
          url.pathname,
        )
      if (found === null || found[3] === undefined) return null
      const base = `https://docs.google.com/${found[1]}/d/${found[2]}`
      if (found[1] === 'presentation') return `${base}/embed`
      if (found[1] === 'document') return `${base}/pub?embedded=true`
      return found[1] === 'forms' ? `${base}/viewform?embedded=true` : `${base}/pubhtml?widget=true`
    },
  },
  {
    id: 'geogebra',
    name: 'GeoGebra',
    hosts: ['geogebra.org'],
    frameOrigin: 'https://www.geogebra.org',
    aspectRatio: TALL,
    frameUrlOf: (url) => {
      const found = /^\/(?:m|calculator|material\/(?:show|iframe)\/id)\/(\w{4,})\/?$/.exec(url.pathname)
      return found && `https://www.geogebra.org/material/iframe/id/${found[1]}`
    },
  },
  {
    id: 'desmos',
    name: 'Desmos',
    hosts: ['desmos.com'],
    frameOrigin: 'https://www.desmos.com',
    aspectRatio: TALL,
    frameUrlOf: (url) => {
      const found = /^\/(calculator|geometry|3d)\/(\w{6,})\/?$/.exec(url.pathname)
      return found && `https://www.desmos.com/${found[1]}/${found[2]}?embed`
    },
  },
  {
    id: 'scratch',
    name: 'Scratch',
    hosts: ['scratch.mit.edu'],
    frameOrigin: 'https://scratch.mit.edu',
    aspectRatio: TALL,
    frameUrlOf: (url) => {
      const found = /^\/projects\/(\d+)(?:\/embed)?\/?$/.exec(url.pathname)
      return found && `https://scratch.mit.edu/projects/${found[1]}/embed`
    },
  },
]

const PEERTUBE: Provider = {
  id: 'peertube',
  name: 'PeerTube',
  hosts: [],
  frameOrigin: null,
  aspectRatio: WIDE,
  frameUrlOf: (url) => {
    const found = /^\/(?:w|videos\/(?:watch|embed))\/([\w-]{8,})\/?$/.exec(url.pathname)
    return found && `https://${url.host}/videos/embed/${found[1]}?p2p=0&autoplay=1`
  },
}

/** A page of another site. `frameUrl` only where its provider is one that may be framed; else there is just a link. */
export type LessonEmbed = {
  url: string
  host: string
  provider: { id: string; name: string } | null
  frameUrl: string | null
  /** Width by height of the frame, as CSS writes it. */
  aspectRatio: string
}

/** How an address is shown: in a frame of its provider, or as a link when nobody vouches for it. */
export function toLessonEmbed(address: string, settings: EmbedSettings): LessonEmbed {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol))
    return { url: address, host: '', provider: null, frameUrl: null, aspectRatio: WIDE }
  const provider = providerOf(url, settings)
  const frameUrl = provider?.frameUrlOf(url) ?? null
  const isFramed = provider !== undefined && frameUrl !== null
  return {
    url: url.href,
    host: bareHost(url),
    provider: isFramed
      ? { id: provider.id, name: provider.id === 'peertube' ? url.host : provider.name }
      : null,
    frameUrl,
    aspectRatio: provider?.aspectRatio ?? WIDE,
  }
}

/** The origins that a page may frame once its reader has asked for this provider. */
export function frameOriginsOf(providerId: string, { peertubeHosts }: EmbedSettings): string[] {
  if (providerId === PEERTUBE.id) return peertubeHosts.map((host) => `https://${host}`)
  const origin = PROVIDERS.find(({ id }) => id === providerId)?.frameOrigin
  return origin ? [origin] : []
}

function providerOf(url: URL, { peertubeHosts }: EmbedSettings): Provider | undefined {
  if (peertubeHosts.includes(url.host)) return PEERTUBE
  return PROVIDERS.find(({ hosts }) => hosts.includes(bareHost(url)))
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^www\./, '')
}

function part(url: URL, index: number): string | null {
  return url.pathname.split('/').filter(Boolean)[index] ?? null
}

/** `/embed/<id>`, `/shorts/<id>`, `/live/<id>`. */
function afterFirst(url: URL): string | null {
  return /^(embed|shorts|live|v)$/.test(part(url, 0) ?? '') ? part(url, 1) : null
}

/** `90`, `90s` or `1h2m3s`. */
function secondsOf(written: string | null): number {
  const found = /^(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?$/.exec(written ?? '')
  if (found === null) return 0
  const [hours, minutes, seconds] = found.slice(1).map((digits) => Number(digits ?? 0))
  return (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0)
}
