import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Form } from '@/components/forms/form'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextareaField } from '@/components/forms/textarea-field'
import { buttonClass } from '@/components/ui/button-class'
import { Dialog, DialogButton, DialogClose } from '@/components/ui/dialog'
import { approveInstructorAction, returnInstructorAction } from '@/lib/accounts/actions/standing'
import { REASON_MAX } from '@/lib/accounts/constants'
import type { Application } from '@/lib/accounts/dto'

/** Approve at once, or say what is missing; the reason reaches the person by mail. */
export async function ApplicationDecision({ application }: { application: Application }) {
  const [t, common] = await Promise.all([
    getTranslations('admin.applications'),
    getTranslations('common.actions'),
  ])
  const dialogId = `return-${application.userId}`
  const name = application.fullName
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      <ActionButton
        action={approveInstructorAction}
        fields={{ userId: application.userId }}
        label={t('approveName', { name })}
        variant="primary"
      >
        {t('approve')}
      </ActionButton>
      <DialogButton
        dialog={dialogId}
        label={t('returnName', { name })}
        className={buttonClass({ variant: 'secondary' })}
      >
        {t('return')}
      </DialogButton>
      <Dialog id={dialogId} title={t('returnName', { name })} closeLabel={common('close')}>
        <FormTexts>
          <Form action={returnInstructorAction} label={t('returnName', { name })}>
            <input type="hidden" name="userId" value={application.userId} />
            <TextareaField
              name="reason"
              label={t('reason')}
              hint={t('reasonHint', { name })}
              rows={5}
              maxLength={REASON_MAX}
            />
            <div className="flex flex-wrap justify-end gap-2">
              <DialogClose dialog={dialogId}>{common('cancel')}</DialogClose>
              <SubmitButton>{t('returnNow')}</SubmitButton>
            </div>
          </Form>
        </FormTexts>
      </Dialog>
    </div>
  )
}
