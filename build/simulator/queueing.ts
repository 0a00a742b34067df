// What queueing theory says, to hold the simulation to.

/** Probability that an arrival waits in M/M/c (Erlang 1917); `offered` is arrival rate by service rate. */
export function erlangC(servers: number, offered: number): number {
  // By Erlang B's recursion, which does not overflow.
  let blocked = 1;
  for (let count = 1; count <= servers; count += 1) {
    blocked = (offered * blocked) / (count + offered * blocked);
  }
  const load = offered / servers;
  return blocked / (1 - load * (1 - blocked));
}

/** Mean wait in M/M/c, in the unit of `serviceMean`. */
export function meanWaitMMc(servers: number, arrivalsPerMs: number, serviceMean: number): number {
  const offered = arrivalsPerMs * serviceMean;
  return (erlangC(servers, offered) * serviceMean) / (servers - offered);
}

/** Mean wait in M/G/1 (Pollaczek 1930, Khinchine 1932). */
export function meanWaitMG1(arrivalsPerMs: number, serviceMean: number, serviceCv: number): number {
  const load = arrivalsPerMs * serviceMean;
  return (load * serviceMean * (1 + serviceCv * serviceCv)) / (2 * (1 - load));
}
