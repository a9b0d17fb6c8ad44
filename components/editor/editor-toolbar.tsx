'use client'

import { useState, type KeyboardEvent } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'
import { cn } from '@/lib/utils/cn'
import { TOOLS, type Tool } from './editor-commands'
import { useEditorTexts } from './editor-texts-provider'

const ICONS: Record<Tool, IconName> = {
  bold: 'letter-b',
  italic: 'italic',
  heading: 'letter-h',
  link: 'link',
  list: 'list',
  numbered: 'list-ordered',
  quote: 'quote',
  code: 'code',
  table: 'table',
  maths: 'sigma',
  picture: 'image',
}
/** With Ctrl, or Command on a Mac. */
export const SHORTCUTS: Readonly<Partial<Record<Tool, string>>> = {
  bold: 'b',
  italic: 'i',
  link: 'k',
  code: 'e',
}

interface EditorToolbarProps {
  /** The textarea's id. */
  controls: string
  isPreviewShown: boolean
  onTool: (tool: Tool) => void
  onPreview: () => void
}

/** One stop for the Tab key; arrows lead from tool to tool. Needs scripts, so it is not shown without them. */
export function EditorToolbar({ controls, isPreviewShown, onTool, onPreview }: EditorToolbarProps) {
  const texts = useEditorTexts()
  const [current, setCurrent] = useState(0)
  const titleOf = (tool: Tool) => {
    const keys = SHORTCUTS[tool]
    if (keys === undefined) return texts.tools[tool]
    return texts.shortcut.replace('{tool}', texts.tools[tool]).replace('{keys}', `Ctrl+${keys.toUpperCase()}`)
  }
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const next = nextPlace(event.key, current, buttons.length)
    if (next === null) return
    event.preventDefault()
    setCurrent(next)
    buttons[next]?.focus()
  }

  return (
    <div
      role="toolbar"
      aria-label={texts.toolbar}
      aria-controls={controls}
      onKeyDown={move}
      className="flex needs-script flex-wrap gap-0.5 rounded-t-md border border-b-0 border-line-strong bg-sunken p-1"
    >
      {TOOLS.map((tool, index) => (
        <button
          key={tool}
          type="button"
          tabIndex={index === current ? 0 : -1}
          aria-label={texts.tools[tool]}
          aria-keyshortcuts={SHORTCUTS[tool] && `Control+${SHORTCUTS[tool].toUpperCase()}`}
          title={titleOf(tool)}
          onFocus={() => setCurrent(index)}
          onClick={() => onTool(tool)}
          className={cn(TOOL_CLASS, 'grid size-11 place-items-center pointer-fine:size-8')}
        >
          <Icon name={ICONS[tool]} size="sm" />
        </button>
      ))}
      <button
        type="button"
        tabIndex={current === TOOLS.length ? 0 : -1}
        aria-pressed={isPreviewShown}
        onFocus={() => setCurrent(TOOLS.length)}
        onClick={onPreview}
        className={cn(
          TOOL_CLASS,
          'ml-auto flex h-11 items-center gap-1.5 px-2.5 text-sm font-medium pointer-fine:h-8',
        )}
      >
        <Icon name="eye" size="sm" />
        {texts.tools.preview}
      </button>
    </div>
  )
}

const TOOL_CLASS =
  'rounded-sm text-ink transition-colors hover:bg-raised focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft aria-pressed:text-accent'

function nextPlace(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (current + 1) % count
    case 'ArrowLeft':
      return (current + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
