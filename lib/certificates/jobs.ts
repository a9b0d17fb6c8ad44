import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseCertificates } from './commands/erasing'

export const eraseCertificatesOfAccount = subscribe(
  accountErased,
  'certificates.eraseCertificatesOfAccount',
  (payload, { viewer }) => eraseCertificates(viewer, payload),
)
