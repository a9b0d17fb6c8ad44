import { getTranslations } from '@/i18n/texts'
import { EditorTexts } from '@/components/editor/editor-texts'
import { MarkdownField } from '@/components/editor/markdown-field'
import { Form } from '@/components/forms/form'
import { FormTexts } from '@/components/forms/form-texts'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { changeAnnouncementAction, publishAnnouncementAction } from '@/lib/announcements/actions'
import { ANNOUNCEMENT_LIMITS } from '@/lib/announcements/constants'
import type { SentAnnouncement } from '@/lib/announcements/dto'
import { STANDINGS } from '@/lib/progress/constants'

interface NewAnnouncementFormProps {
  courseId: string
  /** Made with the page, so that sending twice says it once. */
  announcementId: string
  to: 'all' | (typeof STANDINGS)[number] | { id: string; fullName: string }[]
}

/** What to say, and to whom: everybody, who stands in one way now, or those who were chosen. */
export async function NewAnnouncementForm({ courseId, announcementId, to }: NewAnnouncementFormProps) {
  const [t, students] = await Promise.all([
    getTranslations('announcements.form'),
    getTranslations('students.show'),
  ])
  const chosen = Array.isArray(to) ? to : null
  return (
    <FormTexts domains={['announcement']}>
      <EditorTexts>
        <Form
          action={publishAnnouncementAction}
          label={t('newTitle')}
          defaultValues={{ to: Array.isArray(to) ? to.map(({ id }) => id).join(',') : to }}
          className="max-w-3xl"
        >
          <input type="hidden" name="courseId" value={courseId} />
          <input type="hidden" name="announcementId" value={announcementId} />
          {chosen === null ? (
            <SelectField
              name="to"
              label={t('audience')}
              options={(['all', ...STANDINGS] as const).map((value) => ({ value, label: students(value) }))}
            />
          ) : (
            <div>
              <p className="text-sm font-medium">{t('chosen')}</p>
              <ul className="mt-1.5 flex flex-wrap gap-2">
                {chosen.map(({ id, fullName }) => (
                  <li key={id} className="rounded-full bg-sunken px-3 py-1 text-sm">
                    <bdi>{fullName}</bdi>
                  </li>
                ))}
              </ul>
              <input type="hidden" name="to" value={chosen.map(({ id }) => id).join(',')} />
            </div>
          )}
          <Words />
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton>{t('send')}</SubmitButton>
            <p className="text-sm text-muted">{t('sendHint')}</p>
          </div>
        </Form>
      </EditorTexts>
    </FormTexts>
  )
}

/** The same words anew; another teacher's change meanwhile is not written over. */
export async function ChangeAnnouncementForm({ announcement }: { announcement: SentAnnouncement }) {
  const t = await getTranslations('announcements.form')
  const { id, version, title, body } = announcement
  return (
    <FormTexts domains={['announcement']}>
      <EditorTexts>
        <Form
          action={changeAnnouncementAction}
          label={t('changeTitle')}
          defaultValues={{ title, body }}
          className="max-w-3xl"
        >
          <input type="hidden" name="announcementId" value={id} />
          <input type="hidden" name="version" value={version} />
          <Words />
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton>{t('save')}</SubmitButton>
            <p className="text-sm text-muted">{t('saveHint')}</p>
          </div>
        </Form>
      </EditorTexts>
    </FormTexts>
  )
}

async function Words() {
  const t = await getTranslations('announcements.form')
  return (
    <>
      <TextField name="title" label={t('title')} maxLength={ANNOUNCEMENT_LIMITS.titleLength} />
      <MarkdownField
        name="body"
        label={t('body')}
        hint={t('bodyHint')}
        maxLength={ANNOUNCEMENT_LIMITS.bodyLength}
        rows={10}
      />
    </>
  )
}
