import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { NumberInput } from './number-input'

const UNREAD = 'No number can be read in this.'
afterEach(cleanup)

test.each([
  ['hello', UNREAD],
  ['−', UNREAD],
  ['12,5', ''],
  ['1 250 m', ''],
  ['  ', ''],
])('of %j as a number is said, once it is left: %j', (written, expected) => {
  render(<NumberInput name="text" aria-label="Your number" unreadText={UNREAD} unit="km" unitLang="en" />)
  const field = screen.getByRole('textbox', { name: 'Your number' })
  fireEvent.change(field, { target: { value: written } })
  expect(screen.getByRole('status').textContent).toBe('')
  fireEvent.blur(field)
  expect(screen.getByRole('status').textContent).toBe(expected)
  expect(field).toHaveProperty('value', written)
})
