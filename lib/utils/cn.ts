import { clsx, type ClassValue } from 'clsx'

/**
 * Joins class names, leaving out what is false. It does not settle conflicts: components give callers room by leaving
 * margins and widths to them, so no resolver has to travel to the browser.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes)
}
