'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { showToast } from '@/components/ui/toast-store'
import { CurriculumKeeper } from './curriculum-keeper'

export type CurriculumTexts = Record<string, string>

/** The outline of a course as it is shown, and who keeps it. The browser asks who leaves before all has arrived. */
export function useCurriculum(
  course: ConstructorParameters<typeof CurriculumKeeper>[0],
  texts: CurriculumTexts,
) {
  const router = useRouter()
  const [keeper] = useState(
    () =>
      new CurriculumKeeper(course, {
        refresh: () => router.refresh(),
        onRefused: (reason) =>
          showToast(
            (reason === 'course.changed_meanwhile' ? texts['changedMeanwhile'] : texts['failed']) ?? '',
            'danger',
          ),
      }),
  )
  const shown = useSyncExternalStore(keeper.subscribe, keeper.shown, keeper.shown)
  const meet = useEffectEvent(() => keeper.meet(course))
  useEffect(() => meet(), [course])
  useEffect(() => {
    if (!shown.isBusy) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [shown.isBusy])
  return { ...shown, keeper }
}
