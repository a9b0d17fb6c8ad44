'use client'

import { ErrorScreen, type ErrorScreenProps } from '@/components/layout/error-screen'
import { Main } from '@/components/layout/main'

export default function LocaleError(props: ErrorScreenProps) {
  return (
    <Main>
      <ErrorScreen {...props} />
    </Main>
  )
}
