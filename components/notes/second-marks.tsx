'use client'

import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { showToast } from '@/components/ui/toast-store'
import { currentSecond } from '@/components/video/player-store'
import { setBookmarkAction } from '@/lib/notes/actions'
import { formatTimecode } from '@/lib/utils/timecode'
import { withTime, type NoteTexts } from './note-texts'
import { SecondButton } from './second-button'

interface SecondMarksProps {
  lessonId: string
  seconds: readonly number[]
  texts: NoteTexts
}

/** The seconds of the video that the learner has marked. */
export function SecondMarks({ lessonId, seconds, texts }: SecondMarksProps) {
  const [isPending, startTransition] = useTransition()
  const set = (atSecond: number, isSet: boolean) =>
    startTransition(async () => {
      const fields = new FormData()
      for (const [name, value] of Object.entries({ lessonId, atSecond, isSet }))
        fields.set(name, String(value))
      const answer = await setBookmarkAction(null, fields).catch(() => null)
      if (answer?.ok !== true) showToast(answer?.error.message ?? texts.refused, 'danger')
    })
  return (
    <div className="flex flex-col gap-1">
      <Button
        size="sm"
        isPending={isPending}
        className="self-start"
        onClick={() => set(Math.floor(currentSecond()), true)}
      >
        <Icon name="bookmark" size="sm" />
        {texts.bookmarkSecond}
      </Button>
      {seconds.length > 0 ? (
        <ul aria-label={texts.bookmarks} className="flex flex-wrap gap-x-3">
          {seconds.map((second) => (
            <li key={second} className="flex items-center">
              <SecondButton second={second} isActive label={texts.goTo} />
              <Button
                size="sm"
                variant="quiet"
                aria-label={withTime(texts.removeBookmark, formatTimecode(second))}
                onClick={() => set(second, false)}
              >
                <Icon name="x" size="xs" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
