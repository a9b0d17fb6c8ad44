/** An open multi-document transaction; its state is private to the session room. */
export type Txn = {
  readonly lsid: string;
  readonly txnNumber: bigint;
  readonly state: 'open' | 'committed' | 'aborted';
};
