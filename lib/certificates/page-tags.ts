/** What a certificate's kept page stands under; raised by whatever changes what it says. */
export function pageTagOf(serial: string): string {
  return `certificate:${serial}`
}
