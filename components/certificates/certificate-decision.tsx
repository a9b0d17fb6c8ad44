import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Form } from '@/components/forms/form'
import { FormTexts } from '@/components/forms/form-texts'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextareaField } from '@/components/forms/textarea-field'
import { buttonClass } from '@/components/ui/button-class'
import { Dialog, DialogButton, DialogClose } from '@/components/ui/dialog'
import { restoreCertificateAction, revokeCertificateAction } from '@/lib/certificates/actions'
import { CERTIFICATE_LIMITS, REVOCATION_REASONS } from '@/lib/certificates/constants'
import type { ManagedCertificate } from '@/lib/certificates/dto'

/** Revoke with a reason, or let it count again. */
export async function CertificateDecision({ certificate }: { certificate: ManagedCertificate }) {
  const t = await getTranslations('certificates.admin')
  const { serial, state, holderName: name, courseTitle: course } = certificate
  // Whose holder is erased never counts again, revoked or not.
  if (state === 'erased' || name === '') return null
  if (state === 'valid') return <RevokeButton certificate={certificate} />
  return (
    <ActionButton
      action={restoreCertificateAction}
      fields={{ serial }}
      size="sm"
      label={t('restoreName', { name, course })}
      confirm={{
        title: t('restoreTitle'),
        description: t('restoreText'),
        confirmLabel: t('restoreNow'),
      }}
    >
      {t('restore')}
    </ActionButton>
  )
}

async function RevokeButton({ certificate }: { certificate: ManagedCertificate }) {
  const [t, common] = await Promise.all([
    getTranslations('certificates.admin'),
    getTranslations('common.actions'),
  ])
  const { serial } = certificate
  const dialogId = `revoke-${serial}`
  const label = t('revokeName', { name: certificate.holderName, course: certificate.courseTitle })
  return (
    <>
      <DialogButton
        dialog={dialogId}
        label={label}
        className={buttonClass({ variant: 'secondary', size: 'sm' })}
      >
        {t('revoke')}
      </DialogButton>
      <Dialog id={dialogId} title={label} closeLabel={common('close')}>
        <FormTexts>
          <Form action={revokeCertificateAction} label={label}>
            <input type="hidden" name="serial" value={serial} />
            <SelectField
              name="reason"
              label={t('reason')}
              hint={t('reasonHint')}
              options={REVOCATION_REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
            />
            <TextareaField
              name="note"
              label={t('note')}
              hint={t('noteHint')}
              isOptional
              rows={3}
              maxLength={CERTIFICATE_LIMITS.note}
            />
            <div className="flex flex-wrap justify-end gap-2">
              <DialogClose dialog={dialogId}>{common('cancel')}</DialogClose>
              <SubmitButton>{t('revokeNow')}</SubmitButton>
            </div>
          </Form>
        </FormTexts>
      </Dialog>
    </>
  )
}
