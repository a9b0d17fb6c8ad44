'use client'

import { Form } from '@/components/forms/form'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { saveGradeRulesAction } from '@/lib/assignments/actions'
import { MISSING_RULES, type MissingRule } from '@/lib/assignments/constants'

type Texts = Record<
  'missingRule' | 'dropLowest' | 'dropHint' | 'weights' | 'weightsHint' | 'saveRules' | 'rulesSaved',
  string
> & { missingRules: Record<MissingRule, string> }

interface RulesFormProps {
  courseId: string
  version: number
  missing: MissingRule
  dropLowest: number
  columns: readonly { id: string; title: string; weight: number }[]
  texts: Texts
}

/** How a course's total is made. */
export function RulesForm({ courseId, version, missing, dropLowest, columns, texts }: RulesFormProps) {
  const weights = columns.map(({ id, weight }) => [`weights.${id}`, String(weight)])
  return (
    <Form
      // A version that somebody else has made is another form: nothing of it is overwritten unseen.
      key={version}
      action={saveGradeRulesAction}
      defaultValues={{ missing, dropLowest: String(dropLowest), ...Object.fromEntries(weights) }}
      doneMessage={texts.rulesSaved}
    >
      <input type="hidden" name="courseId" value={courseId} />
      <input type="hidden" name="version" value={version} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="missing"
          label={texts.missingRule}
          options={MISSING_RULES.map((value) => ({ value, label: texts.missingRules[value] }))}
        />
        <TextField name="dropLowest" label={texts.dropLowest} hint={texts.dropHint} inputMode="numeric" />
      </div>
      <fieldset>
        <legend className="text-sm font-medium">{texts.weights}</legend>
        <p className="mb-3 text-sm text-muted">{texts.weightsHint}</p>
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {columns.map(({ id, title }) => (
            <TextField key={id} name={`weights.${id}`} label={title} inputMode="numeric" />
          ))}
        </div>
      </fieldset>
      <SubmitButton className="self-start">{texts.saveRules}</SubmitButton>
    </Form>
  )
}
