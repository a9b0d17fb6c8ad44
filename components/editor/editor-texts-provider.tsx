'use client'

import { createContext, use, type ReactNode } from 'react'
import type { Samples, Tool } from './editor-commands'

/** The words of the editor; `{…}` in them are filled in here. */
export interface EditorTextsValue {
  toolbar: string
  tools: Readonly<Record<Tool | 'preview', string>>
  /** With `{tool}` and `{keys}`. */
  shortcut: string
  samples: Samples
  uploading: string
  uploadFailed: string
  notPicture: string
  tooLong: string
  previewEmpty: string
  previewFailed: string
  /** What the server may say of a picture: reason → sentence. */
  errors: Readonly<Record<string, string>>
}

const EditorTextsContext = createContext<EditorTextsValue | null>(null)

export function EditorTextsProvider({ texts, children }: { texts: EditorTextsValue; children: ReactNode }) {
  return <EditorTextsContext value={texts}>{children}</EditorTextsContext>
}

export function useEditorTexts(): EditorTextsValue {
  const texts = use(EditorTextsContext)
  if (texts === null) throw new Error('An editor stands inside <EditorTexts>, which gives it its words.')
  return texts
}
