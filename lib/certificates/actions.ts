'use server'

import { action } from '@/lib/platform/forms/action'
import { reissueCertificate, restoreCertificate, revokeCertificate } from './commands/revoking'
import { CertificateReference, Revocation } from './schema'

export const revokeCertificateAction = action(Revocation, revokeCertificate)
export const restoreCertificateAction = action(CertificateReference, restoreCertificate)
export const reissueCertificateAction = action(CertificateReference, reissueCertificate)
