import { THEME_COOKIE, type Theme } from '@/lib/accounts/constants'

const A_YEAR_SECONDS = 31_536_000
const listeners = new Set<() => void>()

export function readTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

export function writeTheme(theme: Theme): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  if (theme === 'system') {
    delete document.documentElement.dataset.theme
    document.cookie = `${THEME_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax${secure}`
  } else {
    document.documentElement.dataset.theme = theme
    document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${A_YEAR_SECONDS}; SameSite=Lax${secure}`
  }
  for (const listener of listeners) listener()
}

export function subscribeToTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
