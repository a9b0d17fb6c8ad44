import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Avatar, initialsOf } from './avatar'
import { Button } from './button'
import { Checkbox } from './checkbox'
import { CopyButton } from './copy-button'
import { Dialog, DialogButton, DialogClose } from './dialog'
import { DisclosureMenu } from './disclosure-menu'
import { PatternArt } from './pattern-art'
import { ProgressRing } from './progress-ring'
import { Table, TableBody, TableRow, RowHeadCell } from './table'
import { Toaster } from './toaster'
import { showToast } from './toast-store'

afterEach(cleanup)

describe('Button', () => {
  it('is no submit button by chance, and while it works it keeps its name and can be reached', () => {
    render(<Button isPending>Save changes</Button>)
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Save changes' })
    expect(button.type).toBe('button')
    expect(button.disabled).toBe(false)
    expect(button.getAttribute('aria-busy')).toBe('true')
  })
})

describe('Checkbox', () => {
  it('is the browser’s own, so a form sends it', () => {
    const { container } = render(
      <form>
        <Checkbox name="terms" aria-label="Terms" />
      </form>,
    )
    fireEvent.click(screen.getByRole('checkbox', { name: 'Terms' }))
    expect(new FormData(container.querySelector('form') ?? undefined).get('terms')).toBe('on')
  })
})

describe('Dialog', () => {
  const showModal = vi.fn(function (this: HTMLDialogElement) {
    this.open = true
  })
  const close = vi.fn(function (this: HTMLDialogElement) {
    this.open = false
    this.dispatchEvent(new Event('close'))
  })
  beforeEach(() => {
    // jsdom draws no top layer; the browser journeys prove what the browser does with these two.
    HTMLDialogElement.prototype.showModal = showModal
    HTMLDialogElement.prototype.close = close
  })

  it('is opened as a modal one by its button and left by its own', () => {
    render(
      <>
        <DialogButton dialog="crop">Crop</DialogButton>
        <Dialog id="crop" title="Crop your picture" description="Move and zoom." closeLabel="Close">
          <DialogClose dialog="crop">Cancel</DialogClose>
        </Dialog>
      </>,
    )
    fireEvent.click(screen.getByRole('button', { name: 'Crop' }))
    const dialog = screen.getByRole<HTMLDialogElement>('dialog', { name: 'Crop your picture' })
    expect(dialog.open).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(dialog.open).toBe(false)
  })

  it('closes when the press was beside it, unless it waits for an answer', () => {
    const { rerender } = render(
      <Dialog id="d" title="Ask" isOpen onClose={() => undefined}>
        <p>Text</p>
      </Dialog>,
    )
    const dialog = screen.getByRole<HTMLDialogElement>('dialog')
    fireEvent.click(screen.getByText('Text'))
    expect(dialog.open).toBe(true)
    fireEvent.click(dialog)
    expect(dialog.open).toBe(false)
    rerender(
      <Dialog id="d" title="Ask" role="alertdialog">
        <p>Text</p>
      </Dialog>,
    )
    dialog.open = true
    fireEvent.click(dialog)
    expect(dialog.open).toBe(true)
  })

  it('follows isOpen, and tells when the person closed it', () => {
    const onClose = vi.fn()
    const shown = (isOpen: boolean) => (
      <Dialog id="d" title="Ask" isOpen={isOpen} onClose={onClose}>
        <p>Text</p>
      </Dialog>
    )
    const { rerender } = render(shown(true))
    const dialog = screen.getByRole<HTMLDialogElement>('dialog')
    expect(dialog.open).toBe(true)
    rerender(shown(false))
    expect(dialog.open).toBe(false)
    expect(onClose).toHaveBeenCalledTimes(1)
  })
})

describe('DisclosureMenu', () => {
  const menu = () => {
    render(
      <DisclosureMenu label="Your account" trigger="MO">
        <a href="#settings">Settings</a>
      </DisclosureMenu>,
    )
    const details = screen.getByText('Settings').closest('details')
    if (!details) throw new Error('no details')
    details.open = true
    return details
  }

  it('closes on Escape and gives the focus back', () => {
    const details = menu()
    screen.getByText('Settings').focus()
    fireEvent.keyDown(document, { key: 'Escape' })
    expect(details.open).toBe(false)
    expect(document.activeElement?.tagName).toBe('SUMMARY')
  })

  it('closes after a link inside and on a press elsewhere, not on one inside', () => {
    const details = menu()
    fireEvent.pointerDown(screen.getByText('Settings'))
    expect(details.open).toBe(true)
    fireEvent.click(screen.getByText('Settings'))
    expect(details.open).toBe(false)
    details.open = true
    fireEvent.pointerDown(document.body)
    expect(details.open).toBe(false)
  })
})

const icons = { neutral: null, success: null, danger: null }
const Messages = () => <Toaster label="Messages" dismissLabel="Dismiss" icons={icons} dismissIcon={null} />

describe('Toaster', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('says it politely, lets it be dismissed, and forgets it after a while', () => {
    render(<Messages />)
    expect(screen.getByRole('region', { name: 'Messages' }).getAttribute('aria-live')).toBe('polite')
    act(() => showToast('Saved.', 'success'))
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByText('Saved.')).toBeNull()
    act(() => showToast('Again.'))
    act(() => vi.advanceTimersByTime(6000))
    expect(screen.queryByText('Again.')).toBeNull()
  })

  it('stays while it is pointed at', () => {
    render(<Messages />)
    act(() => showToast('Read me slowly.'))
    const toast = screen.getByText('Read me slowly.')
    fireEvent.pointerEnter(toast.parentElement ?? toast)
    act(() => vi.advanceTimersByTime(60_000))
    expect(screen.getByText('Read me slowly.')).toBe(toast)
    fireEvent.pointerLeave(toast.parentElement ?? toast)
    act(() => vi.advanceTimersByTime(6000))
    expect(screen.queryByText('Read me slowly.')).toBeNull()
  })
})

describe('CopyButton', () => {
  it('copies and says so', async () => {
    const writeText = vi.fn(async () => undefined)
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    render(
      <CopyButton
        text="npm run quickstart"
        label="Copy"
        copiedLabel="Copied"
        icon={null}
        copiedIcon={null}
      />,
    )
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Copy' })))
    expect(writeText).toHaveBeenCalledWith('npm run quickstart')
    expect(screen.getByText('Copied')).toBeDefined()
  })
})

describe('Avatar', () => {
  it.each([
    ['Mira Okafor', 'MO'],
    ['  João  da Silva ', 'JS'],
    ['김민준', '김'],
    ['রহিমা খাতুন', 'রখা'],
    ['x', 'X'],
    ['', '?'],
    ['Zoë van den Berg 🌻', 'ZB'],
    ['🌻', '🌻'],
  ])('%s is %s', (name, initials) => expect(initialsOf(name)).toBe(initials))

  it('says nothing to a reader: the name stands beside it', () => {
    expect(renderToStaticMarkup(<Avatar name="Mira Okafor" />)).toContain('aria-hidden="true"')
    expect(renderToStaticMarkup(<Avatar name="Mira Okafor" imageUrl="/a.webp" />)).toContain('alt=""')
  })
})

describe('PatternArt', () => {
  it('draws the same picture from the same text, and another from another', () => {
    const drawn = (seed: string) => renderToStaticMarkup(<PatternArt seed={seed} hue={200} />)
    expect(drawn('painting-with-light')).toBe(drawn('painting-with-light'))
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map(drawn)).size).toBe(6)
  })
})

describe('ProgressRing', () => {
  it.each([
    [-5, '0'],
    [42, '42'],
    [140, '100'],
  ])('tells %s percent as %s', (percent, told) => {
    render(<ProgressRing percent={percent} label="Progress" />)
    expect(screen.getByRole('progressbar', { name: 'Progress' }).getAttribute('aria-valuenow')).toBe(told)
  })
})

describe('Table', () => {
  it('has a name, rows named by their first cell, and scrolls by keyboard', () => {
    render(
      <Table caption="Applications">
        <TableBody>
          <TableRow>
            <RowHeadCell>Mira</RowHeadCell>
          </TableRow>
        </TableBody>
      </Table>,
    )
    expect(screen.getByRole('table', { name: 'Applications' })).toBeDefined()
    expect(screen.getByRole('rowheader', { name: 'Mira' })).toBeDefined()
    expect(screen.getByRole('region', { name: 'Applications' }).tabIndex).toBe(0)
  })
})
