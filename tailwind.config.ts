import type { Config } from 'tailwindcss'

/**
 * The whole vocabulary of the screens. Colours are roles, not paints: each reads a variable of app/globals.css that
 * changes with the theme by itself, so no component needs `dark:` for a colour. As text a role is always readable on
 * `surface`, `raised` and `sunken` (components/ui/contrast.test.ts); as a ground it carries `on-<role>`.
 */
const STEPS = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950] as const

const grounds = {
  surface: 'var(--surface)',
  raised: 'var(--raised)',
  sunken: 'var(--sunken)',
}

const config: Config = {
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      ...grounds,
      overlay: 'var(--overlay)',
      ink: 'var(--ink)',
      muted: 'var(--muted)',
      line: { DEFAULT: 'var(--line)', strong: 'var(--line-strong)' },
      accent: {
        DEFAULT: 'var(--accent)',
        hover: 'var(--accent-hover)',
        soft: 'var(--accent-soft)',
        ...Object.fromEntries(STEPS.map((step) => [step, `var(--accent-${step})`])),
      },
      danger: { DEFAULT: 'var(--danger)', hover: 'var(--danger-hover)', soft: 'var(--danger-soft)' },
      success: { DEFAULT: 'var(--success)', soft: 'var(--success-soft)' },
      warning: { DEFAULT: 'var(--warning)', soft: 'var(--warning-soft)' },
      rating: 'var(--rating)',
      'on-accent': 'var(--on-accent)',
      'on-danger': 'var(--on-danger)',
    },
    borderRadius: { none: '0', sm: '4px', md: '8px', lg: '14px', full: '9999px' },
    boxShadow: { none: 'none', float: 'var(--shadow-float)' },
    fontFamily: {
      sans: ['var(--face)'],
      mono: [
        'ui-monospace',
        'SF Mono',
        'Cascadia Mono',
        'Menlo',
        'Consolas',
        'DejaVu Sans Mono',
        'monospace',
      ],
    },
    fontSize: {
      xs: ['0.75rem', 'var(--leading-text)'],
      sm: ['0.875rem', 'var(--leading-text)'],
      base: ['1rem', 'var(--leading-text)'],
      lg: ['1.125rem', 'var(--leading-text)'],
      xl: ['1.375rem', 'var(--leading-heading)'],
      '2xl': ['1.75rem', 'var(--leading-heading)'],
      '3xl': ['2.25rem', 'var(--leading-display)'],
      '4xl': ['3rem', 'var(--leading-display)'],
    },
    extend: {
      // The accent as a ground is one paint in both themes; as letters it has to follow the theme to stay readable.
      textColor: { accent: 'var(--accent-text)' },
      fill: { accent: 'var(--accent-text)' },
      stroke: { accent: 'var(--accent-text)' },
      maxWidth: {
        page: '76rem',
        measure: '42.5rem',
        form: '28rem',
      },
      transitionDuration: { DEFAULT: '150ms', fast: '120ms', slow: '200ms' },
      transitionTimingFunction: { DEFAULT: 'cubic-bezier(0, 0, 0.2, 1)' },
    },
  },
}

export default config
