// Which end of an edge calls, where a file does not say it: proposed from the names at the ends, never decided by them.
import type { CallDirection } from '../../../../shared/domain/call-graph.ts';

/** An edge as the file has it: indices into the names. */
export interface FileEdge {
  first: number;
  second: number;
}

/** Of the names that only stand at one end of edges, how many their names place there. */
interface Support {
  leaves: number;
  leavesByName: number;
  entries: number;
  entriesByName: number;
}

export interface Proposal {
  /** Null where the names do not tell. */
  direction: CallDirection | null;
  support: Record<CallDirection, Support>;
}

/** Databases, caches, queues, stores, services of a cloud and hosts outside: what is called and calls nobody. */
const resourceName =
  /sql|(?:^|[^a-z])(?:db|database|rds|s3|sns|sqs|sts|ssm|queue|topic|cache|bucket|broker|smtp|ldap)(?:$|[^a-z])|dynamo|redis|memcache|kafka|rabbit|activemq|mongo|cassandra|elastic|oracle|maria|postgres|valkey|storage|_remote$|[a-z]db$|aws::(?!ecs|eks|ec2|lambda|apigateway|elasticloadbalancing|stepfunctions)/iu;
/** Clients, gateways and front ends: what calls and is called by nobody. */
const entryName =
  /_client$|(?:^|[^a-z])(?:client|web|www|elb|alb|ingress|edge|nginx|browser|mobile|app|ui|user|bff|loadgenerator)(?:$|[^a-z])|gateway|site$|site[^a-z]|front-?end|[a-z]web$|load-?balancer|load-?gen/iu;

const isResource = (name: string): boolean => resourceName.test(name);
const isEntry = (name: string): boolean => entryName.test(name) && !isResource(name);

/** One direction needs at least so many names for it, and so many times as many as the other. */
const fewestForIt = 2;
const timesTheOther = 2;

/** Reads the graph both ways and counts whose ends are where their names would have them. Self loops say nothing. */
export function proposeDirection(names: readonly string[], edges: readonly FileEdge[]): Proposal {
  const isFirst = new Uint8Array(names.length);
  const isSecond = new Uint8Array(names.length);
  for (const { first, second } of edges) {
    if (first === second) continue;
    isFirst[first] = 1;
    isSecond[second] = 1;
  }
  const onlyFirst = names.filter((_, index) => isFirst[index] === 1 && isSecond[index] === 0);
  const onlySecond = names.filter((_, index) => isFirst[index] === 0 && isSecond[index] === 1);
  const support = {
    'first-calls-second': supportOf(onlyFirst, onlySecond),
    'second-calls-first': supportOf(onlySecond, onlyFirst),
  };
  const forward = pointsOf(support['first-calls-second']);
  const backward = pointsOf(support['second-calls-first']);
  const direction = outweighs(forward, backward)
    ? 'first-calls-second'
    : outweighs(backward, forward)
      ? 'second-calls-first'
      : null;
  return { direction, support };
}

const outweighs = (own: number, other: number): boolean => own >= fewestForIt && own >= timesTheOther * other;

const supportOf = (entries: readonly string[], leaves: readonly string[]): Support => ({
  leaves: leaves.length,
  leavesByName: leaves.filter(isResource).length,
  entries: entries.length,
  entriesByName: entries.filter(isEntry).length,
});

const pointsOf = ({ leavesByName, entriesByName }: Support): number => leavesByName + entriesByName;

/** Why, in words: `24 of 25 names that call nothing are databases, …; the other way round 0 of 4 and 0 of 25`. */
export function reasonFor({ support }: Proposal, direction: CallDirection): string {
  const own = support[direction];
  const other = support[oppositeOf(direction)];
  return `${own.leavesByName} of ${own.leaves} names that call nothing are databases, queues, cloud services or remote hosts by name, and ${own.entriesByName} of ${own.entries} that nothing calls are clients, gateways or front ends; the other way round ${other.leavesByName} of ${other.leaves} and ${other.entriesByName} of ${other.entries}`;
}

export const oppositeOf = (direction: CallDirection): CallDirection =>
  direction === 'first-calls-second' ? 'second-calls-first' : 'first-calls-second';
