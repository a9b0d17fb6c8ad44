'use client'

import { OptionParts, TrueFalseParts } from './choice-parts'
import { GapParts } from './gap-parts'
import { MatchingParts, OrderingParts } from './pair-parts'
import type { PartsProps } from './parts-props'
import { NumberParts, ShortTextParts } from './written-parts'

/** The fields of what a question's type is about. */
export function QuestionParts(props: PartsProps) {
  const { question } = props
  switch (question.type) {
    case 'single':
    case 'multiple':
      return <OptionParts {...props} question={question} />
    case 'trueFalse':
      return <TrueFalseParts {...props} question={question} />
    case 'shortText':
      return <ShortTextParts {...props} question={question} />
    case 'number':
      return <NumberParts {...props} question={question} />
    case 'ordering':
      return <OrderingParts {...props} question={question} />
    case 'matching':
      return <MatchingParts {...props} question={question} />
    case 'gaps':
      return <GapParts {...props} question={question} />
  }
}
