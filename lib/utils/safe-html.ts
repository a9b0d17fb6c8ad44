import { defaultSchema, type Options } from 'rehype-sanitize'

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']

/**
 * What may stand in a text somebody wrote, as Markdown or as HTML inside it. Nothing runs, loads from elsewhere, takes
 * the focus or wears a style; ids get a prefix, so that none can pose as one of ours. What is not listed loses its tag
 * and keeps its words, except where the words are code.
 */
export const SAFE_HTML: Options = {
  ...defaultSchema,
  strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math', 'textarea', 'select'],
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter((name) => !['picture', 'source', 'strike', 'tt'].includes(name)),
    'abbr',
    'caption',
    'cite',
    'dfn',
    'figcaption',
    'figure',
    'mark',
    'small',
    'time',
    'u',
    'wbr',
  ],
  attributes: {
    ...defaultSchema.attributes,
    '*': ['dir', 'id', 'lang', 'title', ['align', 'left', 'center', 'right']],
    code: [['className', /^language-[\w+#.-]+$/, 'math-inline', 'math-display']],
    details: ['open'],
    img: ['alt', 'src', ['width', /^\d{1,5}$/], ['height', /^\d{1,5}$/]],
    input: [['disabled', true], ['type', 'checkbox'], 'checked'],
    ol: [...(defaultSchema.attributes?.['ol'] ?? []), 'start', 'reversed', ['type', '1', 'a', 'A', 'i', 'I']],
    td: ['colSpan', 'rowSpan', 'headers'],
    th: ['colSpan', 'rowSpan', 'headers', 'scope', 'abbr'],
    time: ['dateTime'],
    ...Object.fromEntries(
      HEADINGS.map((name) => [name, name === 'h2' ? [['className', 'sr-only'] as const] : []]),
    ),
  },
  protocols: {
    cite: ['http', 'https'],
    href: ['http', 'https', 'mailto', 'tel', 'lesson'],
    src: ['http', 'https'],
  },
}
