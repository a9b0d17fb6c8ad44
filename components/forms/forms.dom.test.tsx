import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { ActionResult } from '@/lib/platform/forms/result'
import { Toaster } from '@/components/ui/toaster'
import { ActionForm } from './action-form'
import { CheckboxField } from './checkbox-field'
import { CodeField } from './code-field'
import { Form } from './form'
import { FormTextsProvider } from './form-texts-provider'
import { PasswordField } from './password-field'
import { RadioField } from './radio-field'
import { SelectField } from './select-field'
import { SubmitButton } from './submit-button'
import { TextField } from './text-field'
import { TextareaField } from './textarea-field'

type Answer = ActionResult<unknown>
const texts = {
  errors: {
    required: 'Fill this in.',
    invalid: 'This does not fit.',
    'account.email_taken': 'This address is taken.',
  },
  problem: 'Please check these places',
  optional: 'optional',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  unreachable: 'You are offline.',
  reference: 'Reference: {reference}',
}
const Letter = z.object({ email: z.email('invalid'), note: z.string().min(1, 'required') })
const refusal = (error: Partial<Extract<Answer, { ok: false }>['error']>): Answer => ({
  ok: false,
  error: { code: 'invalid', message: 'Some values do not fit.', ...error },
})

function LetterForm({
  action,
  schema = false,
}: {
  action: (...given: never[]) => Promise<Answer>
  schema?: boolean
}) {
  return (
    <FormTextsProvider texts={texts}>
      <Form
        label="Letter"
        action={action as (previous: Answer | null, formData: FormData) => Promise<Answer>}
        schema={schema ? async () => Letter : undefined}
        defaultValues={{ note: 'Dear you' }}
        doneMessage="Sent."
      >
        <TextField name="email" label="Email" hint="We answer there." />
        <TextareaField name="note" label="Note" isOptional />
        <SubmitButton>Send</SubmitButton>
      </Form>
    </FormTextsProvider>
  )
}
const email = () => screen.getByLabelText<HTMLInputElement>('Email')
const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } })
const submit = async () => {
  await act(async () => {
    fireEvent.submit(screen.getByRole('form', { name: 'Letter' }))
  })
}

afterEach(cleanup)

describe('a field', () => {
  it('ties label, hint and value together, in the server’s HTML already', () => {
    document.body.innerHTML = renderToString(<LetterForm action={async () => ({ ok: true, data: null })} />)
    expect(email().getAttribute('aria-describedby')).toBe(screen.getByText('We answer there.').id)
    expect(email().required).toBe(true)
    const note = screen.getByLabelText<HTMLTextAreaElement>(/^Note/)
    expect(note.value).toBe('Dear you')
    expect(note.required).toBe(false)
    expect(screen.getByText('(optional)')).toBeDefined()
    document.body.innerHTML = ''
  })

  it.each([
    [
      'select',
      <SelectField
        key="s"
        name="of"
        label="Of"
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
      />,
    ],
    [
      'radio',
      <RadioField
        key="r"
        name="of"
        label="Of"
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
      />,
    ],
    ['box', <CheckboxField key="c" name="of" label="Of" value="b" />],
  ])('shows the choice it was given: %s', (_, field) => {
    const { container } = render(
      <FormTextsProvider texts={texts}>
        <Form action={async () => ({ ok: true, data: null })} defaultValues={{ of: 'b' }}>
          {field}
        </Form>
      </FormTextsProvider>,
    )
    const form = container.querySelector('form')
    expect(new FormData(form ?? undefined).get('of')).toBe('b')
  })

  it('takes a code as one text the phone can fill in', () => {
    render(
      <FormTextsProvider texts={texts}>
        <Form action={async () => ({ ok: true, data: null })}>
          <CodeField name="code" label="Code" />
        </Form>
      </FormTextsProvider>,
    )
    const code = screen.getByLabelText<HTMLInputElement>('Code')
    expect(code.autocomplete).toBe('one-time-code')
    expect(new RegExp(`^(?:${code.pattern})$`).test('123 456')).toBe(true)
    expect(new RegExp(`^(?:${code.pattern})$`).test('12345')).toBe(false)
  })

  it('shows and hides a password without losing it', () => {
    render(
      <FormTextsProvider texts={texts}>
        <Form action={async () => ({ ok: true, data: null })}>
          <PasswordField
            name="password"
            label="Password"
            autoComplete="new-password"
            meter={(typed) => <p>{`${typed.length} letters`}</p>}
          />
        </Form>
      </FormTextsProvider>,
    )
    const password = screen.getByLabelText<HTMLInputElement>('Password')
    fireEvent.change(password, { target: { value: 'long enough' } })
    expect(screen.getByText('11 letters')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Show password' }))
    expect(password.type).toBe('text')
    fireEvent.click(screen.getByRole('button', { name: 'Hide password' }))
    expect(password.type).toBe('password')
    expect(password.value).toBe('long enough')
  })
})

describe('a form', () => {
  it('puts the server’s word at its field, focuses it and keeps what was typed', async () => {
    render(<LetterForm action={async () => refusal({ fields: { email: 'account.email_taken' } })} />)
    type(email(), 'mira@example.org')
    await submit()
    expect(email().getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText('This address is taken.').closest('p')?.id).toBe(
      email().getAttribute('aria-describedby')?.split(' ')[1],
    )
    expect(document.activeElement).toBe(email())
    expect(email().value).toBe('mira@example.org')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says in a focused summary what no field can show', async () => {
    render(
      <LetterForm
        action={async () =>
          refusal({ code: 'unexpected', message: 'Something broke.', reference: 'AB3K-QF7P' })
        }
      />,
    )
    await submit()
    const summary = screen.getByRole('alert')
    expect(summary.textContent).toContain('Something broke.')
    expect(summary.textContent).toContain('Reference: AB3K-QF7P')
    expect(summary.parentElement).toBe(document.activeElement)
  })

  it('lists a field error whose field is not on the page', async () => {
    render(<LetterForm action={async () => refusal({ fields: { elsewhere: 'required' } })} />)
    await submit()
    expect(screen.getByRole('alert').textContent).toContain('Fill this in.')
  })

  it('keeps everything and says so when the server cannot be reached', async () => {
    render(<LetterForm action={() => Promise.reject(new TypeError('Failed to fetch'))} />)
    type(email(), 'mira@example.org')
    await submit()
    expect(screen.getByRole('alert').textContent).toBe('You are offline.')
    expect(email().value).toBe('mira@example.org')
  })

  it('announces success politely', async () => {
    render(<LetterForm action={async () => ({ ok: true, data: null })} />)
    await submit()
    expect(screen.getByRole('status').textContent).toBe('Sent.')
  })

  it('shows that it is under way, stays enabled and sends once', async () => {
    let finish: (answer: Answer) => void = () => undefined
    const action = vi.fn(() => new Promise<Answer>((resolve) => (finish = resolve)))
    render(<LetterForm action={action} />)
    await submit()
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Send' })
    expect(button.getAttribute('aria-busy')).toBe('true')
    expect(button.disabled).toBe(false)
    await submit()
    expect(action).toHaveBeenCalledTimes(1)
    await act(async () => finish({ ok: true, data: null }))
    expect(button.getAttribute('aria-busy')).toBeNull()
  })
})

describe('the check in the browser', () => {
  const untouched = vi.fn(async (): Promise<Answer> => ({ ok: true, data: null }))
  afterEach(() => untouched.mockClear())

  it('holds a form back, focuses the first wrong field, and clears it as it is mended', async () => {
    render(<LetterForm schema action={untouched} />)
    type(email(), 'mira')
    await submit()
    await waitFor(() => expect(document.activeElement).toBe(email()))
    expect(untouched).not.toHaveBeenCalled()
    expect(screen.getByText('This does not fit.')).toBeDefined()
    await act(async () => type(email(), 'mira@example.org'))
    await waitFor(() => expect(screen.queryByText('This does not fit.')).toBeNull())
    await submit()
    await waitFor(() => expect(untouched).toHaveBeenCalledTimes(1))
  })

  it('waits until a field is left before it says anything', async () => {
    render(<LetterForm schema action={untouched} />)
    await act(async () => fireEvent.focus(email()))
    await act(async () => type(email(), 'm'))
    expect(screen.queryByText('This does not fit.')).toBeNull()
    fireEvent.focusOut(email())
    await waitFor(() => expect(screen.getByText('This does not fit.')).toBeDefined())
  })

  it('leaves the word to the server when it cannot be loaded', async () => {
    render(
      <FormTextsProvider texts={texts}>
        <Form label="Letter" action={untouched} schema={() => Promise.reject(new Error('no network'))}>
          <TextField name="email" label="Email" />
        </Form>
      </FormTextsProvider>,
    )
    await submit()
    await waitFor(() => expect(untouched).toHaveBeenCalledTimes(1))
  })
})

describe('an action button', () => {
  const words = { unreachable: 'You are offline.', fields: { courseId: '65f0' } }

  it('sends its id and shows a refusal', async () => {
    const action = vi.fn(async (_previous: unknown, sent: FormData) =>
      refusal({ message: `Refused ${sent.get('courseId')}.` }),
    )
    render(
      <ActionForm {...words} action={action}>
        Enrol for free
      </ActionForm>,
    )
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Enrol for free' })))
    expect(screen.getByRole('alert').textContent).toBe('Refused 65f0.')
  })

  it('says politely what it did', async () => {
    render(
      <>
        <ActionForm {...words} action={async () => ({ ok: true, data: null })} doneMessage="You are in.">
          Enrol for free
        </ActionForm>
        <Toaster
          label="News"
          dismissLabel="Dismiss"
          icons={{ neutral: null, success: null, danger: null }}
          dismissIcon={null}
        />
      </>,
    )
    await act(async () => fireEvent.click(screen.getByRole('button')))
    expect(screen.getByText('You are in.').closest('section')?.getAttribute('aria-live')).toBe('polite')
  })

  it('asks first, naming what is lost, in HTML that needs no script to open', () => {
    const confirm = {
      title: 'Delete “Light”?',
      description: '12 lessons are lost.',
      confirmLabel: 'Delete course',
      cancelLabel: 'Cancel',
      isDestructive: true,
    }
    document.body.innerHTML = renderToString(
      <ActionForm {...words} action={async () => ({ ok: true, data: null })} confirm={confirm}>
        Delete
      </ActionForm>,
    )
    const opener = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Delete')
    const dialog = document.getElementById(opener?.getAttribute('popovertarget') ?? '')
    expect(dialog?.tagName).toBe('DIALOG')
    expect(dialog?.hasAttribute('popover')).toBe(true)
    expect(dialog?.textContent).toContain('12 lessons are lost.')
    expect(dialog?.querySelector('form input[name="courseId"]')?.getAttribute('value')).toBe('65f0')
    document.body.innerHTML = ''
  })
})
