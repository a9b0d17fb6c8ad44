/** What of a folder did not come into the course as it stood there; the words for each stand in `courses.import`. */
export const LOSS_CODES = [
  'badField',
  'badFrontMatter',
  'bankShared',
  'captionsBeyondEnd',
  'captionsCue',
  'captionsEmpty',
  'embedReplaced',
  'encodingGuessed',
  'headingMissing',
  'lessonWithdrawn',
  'lessonWithoutMedia',
  'linkMissing',
  'mediaMissing',
  'mediaRefused',
  'mediaUnused',
  'pictureElsewhere',
  'pictureMissing',
  'pictureRefused',
  'questionChanged',
  'questionLeftOut',
  'releaseCircle',
  'releaseLessonMissing',
  'symbolicLink',
  'tagDropped',
  'tagRemoved',
  'textCut',
  'tooManyLessons',
  'unknownCategory',
  'unknownField',
  'weightLessonMissing',
] as const
export type LossCode = (typeof LOSS_CODES)[number]

export type Loss = { code: LossCode; file: string; line: number | null; detail: string }

/** Collects losses of one import. */
export class Losses {
  readonly all: Loss[] = []

  add(
    code: LossCode,
    file: string,
    { line = null, detail = '' }: { line?: number | null; detail?: string } = {},
  ): void {
    this.all.push({ code, file, line, detail })
  }
}
