import type { Timestamp } from 'bson';
import { fault } from './errors.ts';
import type {
  ChangeCursor,
  CollectionInfo,
  EngineOptions,
  FindAndModifyResult,
  FindAndModifySpec,
  FindQuery,
  InsertResult,
  OpContext,
  RemoveResult,
  RemoveStatement,
  ResultStream,
  UpdateResult,
  UpdateStatement,
  WatchOptions,
} from './engine-types.ts';
import type { Txn } from './session/txn.ts';
import type { Doc } from './values/codec.ts';

export type * from './engine-types.ts';
export type { Txn } from './session/txn.ts';

/** The transactions of all sessions. `lsid` is the session's UUID in hex. */
export type Sessions = {
  /** The open transaction of that number, or a new one; 251, 225, 256 as MongoDB. */
  startOrContinueTransaction(lsid: string, txnNumber: bigint, startTransaction: boolean): Txn;
  commit(lsid: string, txnNumber: bigint): Promise<void>;
  abort(lsid: string, txnNumber: bigint): void;
  /** Aborts what the sessions have open and forgets them. */
  endSessions(lsids: string[]): void;
  killAll(): void;
};

/** The database without a wire: everything the commands need of storage, sessions and change streams. */
export class Engine {
  readonly sessions: Sessions;

  private constructor(sessions: Sessions) {
    this.sessions = sessions;
  }

  static open(folder: string, options: EngineOptions): Promise<Engine> {
    throw fault('NotImplemented', `open ${folder} ${options.durability}`);
  }
  close(): Promise<void> {
    throw notYet();
  }

  createCollection(db: string, coll: string, options: Doc): void {
    throw notYet(db, coll, options);
  }
  dropCollection(db: string, coll: string): boolean {
    throw notYet(db, coll);
  }
  dropDatabase(db: string): void {
    throw notYet(db);
  }
  renameCollection(from: { db: string; coll: string }, to: { db: string; coll: string }, dropTarget: boolean): void {
    throw notYet(from, to, dropTarget);
  }
  collMod(db: string, coll: string, options: Doc): Doc {
    throw notYet(db, coll, options);
  }
  listCollections(db: string): CollectionInfo[] {
    throw notYet(db);
  }
  listDatabases(): { name: string; sizeOnDisk: number }[] {
    throw notYet();
  }
  createIndexes(db: string, coll: string, specs: Doc[]): { numIndexesBefore: number; numIndexesAfter: number; createdCollectionAutomatically: boolean } {
    throw notYet(db, coll, specs);
  }
  /** The index documents (`v`, `key`, `name`, options); 26 when there is no such collection. */
  listIndexes(db: string, coll: string): Doc[] {
    throw notYet(db, coll);
  }
  dropIndexes(db: string, coll: string, which: string | Doc | string[]): { nIndexesWas: number } {
    throw notYet(db, coll, which);
  }
  /** Counts and sizes for collStats and dbStats; zeros when there is no such collection. */
  collectionStats(db: string, coll: string): { count: number; sizeBytes: number; indexNames: string[] } {
    throw notYet(db, coll);
  }

  insert(ctx: OpContext, db: string, coll: string, docs: Doc[], ordered: boolean): Promise<InsertResult> {
    throw notYet(ctx, db, coll, docs, ordered);
  }
  update(ctx: OpContext, db: string, coll: string, statements: UpdateStatement[], ordered: boolean): Promise<UpdateResult> {
    throw notYet(ctx, db, coll, statements, ordered);
  }
  remove(ctx: OpContext, db: string, coll: string, statements: RemoveStatement[], ordered: boolean): Promise<RemoveResult> {
    throw notYet(ctx, db, coll, statements, ordered);
  }
  findAndModify(ctx: OpContext, db: string, coll: string, spec: FindAndModifySpec): Promise<FindAndModifyResult> {
    throw notYet(ctx, db, coll, spec);
  }

  find(ctx: OpContext, db: string, coll: string, query: FindQuery): ResultStream {
    throw notYet(ctx, db, coll, query);
  }
  /** The same documents at once and decoded, using indexes; for `$lookup` and its like inside one step. */
  readSync(ctx: OpContext, db: string, coll: string, query: FindQuery): Iterable<Doc> {
    throw notYet(ctx, db, coll, query);
  }
  count(ctx: OpContext, db: string, coll: string, query: FindQuery): Promise<number> {
    throw notYet(ctx, db, coll, query);
  }
  explain(db: string, coll: string, query: FindQuery): Doc {
    throw notYet(db, coll, query);
  }

  /** Resolves once everything committed so far is on disk. */
  flushed(): Promise<void> {
    throw notYet();
  }
  /**
   * The stored result of a retryable write that was wholly done: what `insert`, `update`, `remove` or
   * `findAndModify` resolved to. TransactionTooOld when the session went on since.
   */
  retryResult(lsid: string, txnNumber: bigint): Doc | undefined {
    throw notYet(lsid, txnNumber);
  }
  watch(options: WatchOptions): ChangeCursor {
    throw notYet(options);
  }
  operationTime(): Timestamp {
    throw notYet();
  }
}

function notYet(...given: unknown[]): Error {
  return fault('NotImplemented', `not implemented (${given.length})`);
}
