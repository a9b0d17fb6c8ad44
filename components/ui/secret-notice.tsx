import { CopyButton } from './copy-button'
import { Icon } from './icon'
import { Notice } from './notice'

export interface SecretTexts {
  title: string
  text: string
  copy: string
  copied: string
}

/** A secret at the one moment at which it is shown. */
export function SecretNotice({ secret, texts }: { secret: string; texts: SecretTexts }) {
  return (
    <Notice tone="success" title={texts.title}>
      <p>{texts.text}</p>
      <code className="mt-2 mb-2 block rounded-md border border-line bg-raised px-3 py-2 text-sm wrap-anywhere select-all">
        {secret}
      </code>
      <CopyButton
        text={secret}
        label={texts.copy}
        copiedLabel={texts.copied}
        variant="secondary"
        icon={<Icon name="copy" size="sm" />}
        copiedIcon={<Icon name="check" size="sm" />}
      />
    </Notice>
  )
}
