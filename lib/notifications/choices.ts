import { OFFERED, OFFERED_KINDS, type MailChoice, type OfferedKind } from './constants'

export type Choices = Record<OfferedKind, { inApp: boolean; mail: MailChoice | null }>

type Stored = { [K in OfferedKind]?: { inApp?: boolean | null; mail?: MailChoice | null } | null }

/** What a person wants to be told of, with the house's defaults where they have not chosen. */
export function choicesOf(notify: Stored | null | undefined): Choices {
  const choiceOf = (kind: OfferedKind) => {
    const preset = OFFERED[kind]
    const chosen = notify?.[kind]
    return {
      inApp: chosen?.inApp ?? preset.inApp,
      mail: preset.mail === null ? null : (chosen?.mail ?? preset.mail),
    }
  }
  return Object.fromEntries(OFFERED_KINDS.map((kind) => [kind, choiceOf(kind)])) as Choices
}
