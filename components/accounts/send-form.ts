export type SendOutcome = { ok: true } | { ok: false; reason: string }

/**
 * Sends a form with its files and says how far it is; fetch cannot tell that. Every end is an outcome: a lost network
 * gives the reason `unreachable`, a refusal the server's own.
 */
export function sendForm(form: HTMLFormElement, onProgress: (percent: number) => void): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.setRequestHeader('accept', 'application/json')
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) onProgress(Math.round((loaded / total) * 100))
    }
    request.onload = () => {
      const isDone = request.status >= 200 && request.status < 300
      resolve(isDone ? { ok: true } : { ok: false, reason: reasonIn(request.responseText) })
    }
    request.onerror = () => resolve({ ok: false, reason: 'unreachable' })
    request.onabort = request.onerror
    request.send(new FormData(form))
  })
}

function reasonIn(text: string): string {
  try {
    const { reason, code } = JSON.parse(text) as { reason?: string; code?: string }
    return reason ?? code ?? 'unexpected'
  } catch {
    return 'unexpected'
  }
}
