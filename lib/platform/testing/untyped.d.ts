/** The libraries that check our badges from outside have no types of their own: the little of them that is used. */
declare module '@digitalbazaar/vc' {
  type Outcome = { verified: boolean; statusResult?: { results?: { status: boolean }[] } }
  export function verifyCredential(options: {
    credential: object
    suite: unknown
    documentLoader: (url: string) => Promise<unknown>
    checkStatus?: (options: object) => Promise<{ verified: boolean }>
  }): Promise<Outcome>
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: unknown })
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: unknown
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  export function checkStatus(options: object): Promise<{ verified: boolean }>
}
