import { registerHooks } from 'node:module'

/**
 * The house imports its message catalogue as bundlers do, `import en from './en.json'`. Node, which runs the tests'
 * side of it, wants such imports marked; this marks them.
 */
registerHooks({
  load: (url, context, nextLoad) =>
    url.split('?')[0]?.endsWith('.json')
      ? nextLoad(url, { ...context, format: 'json', importAttributes: { type: 'json' } })
      : nextLoad(url, context),
})
