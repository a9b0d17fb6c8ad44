'use client'

import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { ASSIGNMENT_LIMITS as LIMITS } from '@/lib/assignments/constants'
import { BuilderField } from './builder-field'
import type { BuilderTexts } from './builder-texts'
import { newPartId, type BuilderCriterion, type BuilderLevel } from './builder-values'
import { filled } from './draft-texts'

interface RubricEditorProps {
  rubric: readonly BuilderCriterion[]
  onChange: (rubric: BuilderCriterion[]) => void
  errorOf: (path: string) => string | undefined
  texts: BuilderTexts
}

/** Criteria, each with levels that give points; added, changed, moved and removed in place. */
export function RubricEditor({ rubric, onChange, errorOf, texts }: RubricEditorProps) {
  const put = (at: number, criterion: BuilderCriterion) =>
    onChange(rubric.map((each, index) => (index === at ? criterion : each)))
  const move = (from: number, to: number) => {
    const rest = rubric.filter((_, index) => index !== from)
    const moved = rubric[from]
    if (moved !== undefined) onChange([...rest.slice(0, to), moved, ...rest.slice(to)])
  }
  const level = (title: string, points: string): BuilderLevel => ({
    id: newPartId(),
    title,
    description: '',
    points,
  })
  const add = () =>
    onChange([
      ...rubric,
      {
        id: newPartId(),
        title: texts.newCriterion,
        description: '',
        levels: [level(texts.levelPoor, '0'), level(texts.levelGood, '5')],
      },
    ])
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="text-lg font-semibold">{texts.rubric}</legend>
      <p className="text-sm text-muted">{texts.rubricHint}</p>
      {rubric.map((criterion, at) => (
        <CriterionEditor
          key={criterion.id}
          criterion={criterion}
          number={at + 1}
          onChange={(changed) => put(at, changed)}
          onRemove={() => onChange(rubric.filter((_, index) => index !== at))}
          onUp={at > 0 ? () => move(at, at - 1) : undefined}
          onDown={at < rubric.length - 1 ? () => move(at, at + 1) : undefined}
          onAddLevel={() => put(at, { ...criterion, levels: [...criterion.levels, level('', '0')] })}
          errorOf={(path) => errorOf(`rubric.${at}.${path}`)}
          texts={texts}
        />
      ))}
      {rubric.length < LIMITS.criteria ? (
        <Button className="self-start" onClick={add}>
          <Icon name="plus" size="sm" />
          {texts.addCriterion}
        </Button>
      ) : null}
    </fieldset>
  )
}

interface CriterionEditorProps {
  criterion: BuilderCriterion
  number: number
  onChange: (criterion: BuilderCriterion) => void
  onRemove: () => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
  onAddLevel: () => void
  errorOf: (path: string) => string | undefined
  texts: BuilderTexts
}

function CriterionEditor(props: CriterionEditorProps) {
  const { criterion, number, onChange, errorOf, texts } = props
  const at = `rubric.${number - 1}`
  const putLevel = (index: number, changed: Partial<BuilderLevel>) =>
    onChange({
      ...criterion,
      levels: criterion.levels.map((each, place) => (place === index ? { ...each, ...changed } : each)),
    })
  const labelled = (text: string) => filled(text, { number })
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-4">
      <legend className="sr-only">{labelled(texts.criterion)}</legend>
      <input type="hidden" name={`${at}.id`} value={criterion.id} />
      <div className="flex items-center justify-between gap-2">
        <p className="text-sm font-semibold text-muted">{labelled(texts.criterion)}</p>
        <span className="flex">
          <IconButton icon="arrow-up" label={labelled(texts.up)} onClick={props.onUp} />
          <IconButton icon="arrow-down" label={labelled(texts.down)} onClick={props.onDown} />
          <IconButton icon="trash" label={labelled(texts.removeCriterion)} onClick={props.onRemove} />
        </span>
      </div>
      <BuilderField
        name={`${at}.title`}
        label={texts.criterionTitle}
        value={criterion.title}
        maxLength={LIMITS.criterionLength}
        error={errorOf('title') ?? errorOf('levels')}
        onValue={(title) => onChange({ ...criterion, title })}
      />
      <BuilderField
        name={`${at}.description`}
        label={texts.description}
        value={criterion.description}
        maxLength={LIMITS.descriptionLength}
        error={errorOf('description')}
        onValue={(description) => onChange({ ...criterion, description })}
      />
      {criterion.levels.map((level, index) => (
        <fieldset
          key={level.id}
          className="grid items-end gap-3 border-t border-line pt-3 sm:grid-cols-[1fr_1.5fr_6rem_auto]"
        >
          <legend className="sr-only">{filled(texts.level, { number: index + 1 })}</legend>
          <input type="hidden" name={`${at}.levels.${index}.id`} value={level.id} />
          <BuilderField
            name={`${at}.levels.${index}.title`}
            label={texts.levelTitle}
            value={level.title}
            maxLength={LIMITS.levelLength}
            error={errorOf(`levels.${index}.title`)}
            onValue={(title) => putLevel(index, { title })}
          />
          <BuilderField
            name={`${at}.levels.${index}.description`}
            label={texts.description}
            value={level.description}
            maxLength={LIMITS.descriptionLength}
            error={errorOf(`levels.${index}.description`)}
            onValue={(description) => putLevel(index, { description })}
          />
          <BuilderField
            name={`${at}.levels.${index}.points`}
            label={texts.levelPoints}
            value={level.points}
            inputMode="decimal"
            error={errorOf(`levels.${index}.points`)}
            onValue={(points) => putLevel(index, { points })}
          />
          <IconButton
            icon="trash"
            label={filled(texts.removeLevel, { number: index + 1 })}
            onClick={
              criterion.levels.length > 2
                ? () => onChange({ ...criterion, levels: criterion.levels.filter((each) => each !== level) })
                : undefined
            }
          />
        </fieldset>
      ))}
      {criterion.levels.length < LIMITS.levels ? (
        <Button size="sm" className="self-start" onClick={props.onAddLevel}>
          <Icon name="plus" size="sm" />
          {texts.addLevel}
        </Button>
      ) : null}
    </fieldset>
  )
}

interface IconButtonProps {
  icon: 'arrow-up' | 'arrow-down' | 'trash'
  label: string
  /** Undefined: not possible here. */
  onClick: (() => void) | undefined
}

function IconButton({ icon, label, onClick }: IconButtonProps) {
  return (
    <Button
      variant="quiet"
      size="icon"
      aria-label={label}
      aria-disabled={onClick === undefined || undefined}
      onClick={onClick}
    >
      <Icon name={icon} size="sm" />
    </Button>
  )
}
