import { useTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Icon } from '@/components/ui/icon'
import { setBookmarkAction } from '@/lib/notes/actions'
import { cn } from '@/lib/utils/cn'

/** Marks the lesson to be found again, or takes the mark away. Its key is `b`. */
export function BookmarkButton({ lessonId, isSet }: { lessonId: string; isSet: boolean }) {
  const t = useTranslations('notes.bookmark')
  return (
    <span data-key="b" className="shrink-0">
      <ActionButton
        action={setBookmarkAction}
        fields={{ lessonId, isSet: String(!isSet) }}
        label={isSet ? t('unset') : t('set')}
        variant="quiet"
        size="icon"
      >
        <Icon name="bookmark" className={cn(isSet ? 'fill-accent text-accent' : 'text-muted')} />
      </ActionButton>
    </span>
  )
}
