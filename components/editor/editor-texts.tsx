import type { ReactNode } from 'react'
import { getMessages } from 'next-intl/server'
import { textsByCode } from '@/components/forms/texts-by-code'
import { EditorTextsProvider } from './editor-texts-provider'

/** Gives the editors inside their words. */
export async function EditorTexts({ children }: { children: ReactNode }) {
  const { editor, errors } = await getMessages()
  return (
    <EditorTextsProvider texts={{ ...editor, errors: textsByCode(errors, ['media', 'storage', 'account']) }}>
      {children}
    </EditorTextsProvider>
  )
}
