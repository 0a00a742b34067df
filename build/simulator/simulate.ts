// Runs a system: requests come, changes happen, and whoever listens hears of it.
import type { Course } from './clock.ts';
import { routeNames, type Model, type RouteName } from './model.ts';
import { Request, type Observer } from './requests.ts';
import { System } from './system.ts';

export interface Simulation {
  system: System;
  observer: Observer;
  /** Called after every `everyMs` of the simulation, with what stations and limits have counted up to then. */
  sampling?: { everyMs: number; sample(system: System): void };
}

/** A system and its whole course. `sampling` begins at the first moment. */
export function simulate(model: Model, listen: (system: System) => Omit<Simulation, 'system'>): System {
  const system = new System(model);
  const { observer, sampling } = listen(system);
  const { clock } = system;
  for (const change of model.changes) clock.at(change.atMs, { happen: () => system.change(change.model) });
  if (sampling) clock.start(samples(system, sampling));
  clock.start(arrivals(system, observer));
  clock.runUntil(model.durationMs);
  for (const counted of [...system.stations, ...system.limits]) counted.count();
  return system;
}

/** Poisson arrivals whose rate moves, by thinning (Lewis and Shedler 1979). */
function* arrivals(system: System, observer: Observer): Course {
  const { clock } = system;
  const times = system.random('arrivals');
  const routes = system.random('routes');
  for (let next = 0; ;) {
    const { highestDemand } = system.model;
    yield clock.delay(times.exponential(1000 / highestDemand));
    const demand = system.model.demand(clock.nowMs);
    if (demand > highestDemand) throw new Error(`Demand is ${demand} at ${clock.nowMs} ms.`);
    if (times.uniform() * highestDemand >= demand) continue;
    const instance = system.instances[next % system.instances.length];
    next += 1;
    if (instance)
      clock.start(new Request(system, observer, pickRoute(system, routes.uniform()), instance).run());
  }
}

function pickRoute({ model }: System, drawn: number): RouteName {
  let left = drawn;
  for (const route of routeNames) {
    left -= model.mix[route];
    if (left < 0) return route;
  }
  return 'GET /products/{id}';
}

function* samples(system: System, { everyMs, sample }: NonNullable<Simulation['sampling']>): Course {
  for (;;) {
    for (const counted of [...system.stations, ...system.limits]) counted.count();
    sample(system);
    yield system.clock.delay(everyMs);
  }
}
