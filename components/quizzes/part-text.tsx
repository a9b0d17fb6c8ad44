import { Markdown } from '@/components/editor/markdown'
import { cn } from '@/lib/utils/cn'

interface PartTextProps {
  source: string
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
  /** It is pressed to choose it. */
  isChoice?: boolean
  className?: string
}

/** The text of an option, an entry or a partner: a line and a picture that is no larger than it needs to be. */
export function PartText({ source, lang, dir, isChoice = false, className }: PartTextProps) {
  return (
    <Markdown
      source={source}
      lang={lang}
      dir={dir}
      isPart
      isChoice={isChoice}
      className={cn(
        'min-w-0 grow wrap-anywhere [&_figure_img]:mx-0 [&_img]:max-h-48 [&_img]:w-auto [&_p>img]:mt-2 [&_p>img]:block',
        className,
      )}
    />
  )
}
