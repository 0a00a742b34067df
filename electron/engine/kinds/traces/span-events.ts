// Events and links of spans: kept beside the spans as they arrive, settled when a span gets its id, read one span at
// a time.
import type Database from 'better-sqlite3';
import { damaged } from '../../db/damaged.ts';
import type { AuditDb } from '../../db/database.ts';
import type { SpanRecord } from './batch.ts';

type Interning = (value: string) => number;

export interface EventsAndLinks {
  arrive(arrivedId: number, span: SpanRecord, textId: Interning, setId: Interning): void;
  settle(arrivedId: number, spanId: number): void;
}

/** Works on a staging database, whose own tables for what has arrived are thrown away with it. */
export function keepEventsAndLinks(db: Database.Database, sourceId: number): EventsAndLinks {
  db.exec(`
    create table event_arrived (arrived integer, position integer, time_ns integer, name integer, attributes integer,
      primary key (arrived, position)) without rowid;
    create table link_arrived (arrived integer, position integer, trace_id text, span_id text, attributes integer,
      primary key (arrived, position)) without rowid`);
  const event = db.prepare('insert into event_arrived values (?, ?, ?, ?, ?)');
  const link = db.prepare('insert into link_arrived values (?, ?, ?, ?, ?)');
  const settleEvents = db.prepare(
    `insert into span_event (span, position, source_id, time_ns, name, attributes)
     select ?, position, ?, time_ns, name, attributes from event_arrived where arrived = ?`,
  );
  const settleLinks = db.prepare(
    `insert into span_link (span, position, source_id, trace_id, span_id, attributes)
     select ?, position, ?, trace_id, span_id, attributes from link_arrived where arrived = ?`,
  );
  return {
    arrive(arrivedId, { events, links }, textId, setId) {
      for (const [position, { name, timeNs, attributes }] of events.entries()) {
        event.run(arrivedId, position, timeNs, textId(name), setId(JSON.stringify(attributes)));
      }
      for (const [position, { traceId, spanId, attributes }] of links.entries()) {
        link.run(arrivedId, position, traceId, spanId, setId(JSON.stringify(attributes)));
      }
    },
    settle(arrivedId, spanId) {
      settleEvents.run(spanId, sourceId, arrivedId);
      settleLinks.run(spanId, sourceId, arrivedId);
    },
  };
}

export interface StoredEvent {
  name: string;
  /** Nanoseconds since 1970: too large for a number. */
  timeNs: bigint;
  attributesId: number;
}
export interface StoredLink {
  traceId: string;
  spanId: string;
  attributesId: number;
}

/** The events and links of one span row, in the order of the file. Throws `audit.damaged`. */
export function readEventsAndLinks(
  db: AuditDb,
  rowId: number,
): { events: StoredEvent[]; links: StoredLink[] } {
  const events = db
    .prepare(
      `select value as name, time_ns, attributes from span_event
         left join trace_text on trace_text.source_id = span_event.source_id and trace_text.id = span_event.name
        where span = ? order by position`,
    )
    .safeIntegers(true)
    .all(rowId) as { name: string | null; time_ns: bigint; attributes: bigint }[];
  const links = db
    .prepare(
      `select trace_id as traceId, span_id as spanId, attributes as attributesId from span_link
        where span = ? order by position`,
    )
    .all(rowId) as StoredLink[];
  return {
    events: events.map(({ name, time_ns: timeNs, attributes }) => {
      if (name === null)
        throw damaged(`table span_event, span ${rowId}`, 'it names a text that is not there');
      return { name, timeNs, attributesId: Number(attributes) };
    }),
    links,
  };
}
