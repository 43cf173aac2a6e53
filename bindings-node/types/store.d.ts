import { type Store as Native } from '../native/index.cjs';
import { Interview, type InterviewOptions } from './interview.js';
import type { Study } from './study.js';
import type { Document, Event, Guide, InterviewHead, InterviewRecord, Participant } from './types.js';
/** What an interview over a store is made with. */
export type KeptOptions = Omit<InterviewOptions, 'record'>;
/** Where interviews are kept: an input counts once it is stored, and survives a crash from then on. */
export declare class Store {
    #private;
    /** @internal Made by `MemoryStore` and `SqliteStore`. */
    constructor(store: Native);
    /** Creates an interview and takes hold of it. */
    begin(study: Study, id: string, options?: KeptOptions & {
        participant?: Participant;
        address?: string;
    }): Promise<Interview>;
    /** Takes up an interview that any process may have begun. */
    resume(id: string, options?: KeptOptions & {
        study?: Study;
    }): Promise<Interview>;
    /** Lets go of an interview, so that another process may take it up at once. */
    letGo(id: string): Promise<void>;
    /** The interviews of a study. */
    list(study: string): Promise<InterviewHead[]>;
    /** What is known of an interview besides its log. */
    record(id: string): Promise<InterviewRecord>;
    /** The guide that an interview began under. */
    guide(id: string): Promise<Guide>;
    /** The events of an interview. */
    log(id: string): Promise<Event[]>;
    /** The transcript of an interview. */
    document(id: string): Promise<Document>;
    /** Deletes an interview with its log. */
    delete(id: string): Promise<void>;
    /** Notes a single-use token; whether this was its first use. */
    redeem(token: string): Promise<boolean>;
}
/** A store that lives as long as the process. */
export declare class MemoryStore extends Store {
    constructor();
}
/** A store in a SQLite file. */
export declare class SqliteStore extends Store {
    /** The file. */
    readonly path: string;
    constructor(path: string);
}
