// Bundles changed at random, as they stand and signed again by an attacker, and what verifying makes of each. An
// attacker who signs again brings all that follows in line (forger.fixture.ts): only the auditor's public key or
// computing again can tell.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verification } from '../../shared/contract/bundle.ts';
import { AssayError } from '../../shared/domain/errors.ts';
import { membersOf, pack, signAgain, type Members } from '../../electron/engine/bundle/forger.fixture.ts';
import type { Manifest } from '../../electron/engine/bundle/manifest.ts';
import { canonicalJson } from '../../electron/engine/db/canonical.ts';
import { verifyBundle, type VerifyInput } from '../../electron/engine/bundle/verify.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import { randomFrom } from './damage.ts';

export interface Tally {
  /** Refused with an error of its own: it is no bundle any more. */
  refused: number;
  /** Not in order, with names. */
  named: number;
  /** Left in order, and told first that something of another version was not confirmed. */
  told: number;
  /** Left in order: a change of what neither the raw files nor the report can confirm (`unconfirmed`). */
  unseen: number;
  /** What passed, or happened else; the first ten. Must stay empty. */
  wrong: string[];
}

export interface Attack {
  folder: string;
  bundle: string;
  /** Public key file of the auditor. */
  signer: string;
  /** Private key file of the attacker. */
  attackerKey: string;
}

const samples = join(import.meta.dirname, '../../electron/engine/formats');

/** A small audit with every kind of thing that a report tells, signed into `folder`. */
export async function makeAttack(folder: string): Promise<Attack> {
  const engine = createEngine(() => undefined);
  await engine.call('audit.create', { path: join(folder, 'audit.assay'), name: 'Orders', client: 'Client' });
  const rows = Array.from({ length: 40 }, (_, row) => `${1_772_442_000_000 + row * 60_000},${row % 7}.5`);
  const csv = join(folder, 'waits.csv');
  writeFileSync(csv, ['time,wait_ms', ...rows, ''].join('\n'));
  await engine.call('source.import', { path: csv });
  const path = join(samples, 'collapsed-stacks/samples/perf-before.folded');
  const aside = await engine.call('source.import', { path });
  await engine.call('source.remove', { sourceId: aside.id });
  const { series } = await engine.call('series.list', {});
  const { id } = await engine.call('evidence.pin', {
    analysis: 'series-statistics',
    parameters: { series: String(series[0]?.id) },
  });
  await engine.call('claim.create', {
    kind: 'finding',
    title: `Waits repeat [E${id}]`,
    detail: 'Every seven minutes.',
    evidenceIds: [id],
  });
  await engine.call('baseline.freeze', {
    name: 'March',
    fromMs: 1_772_442_000_000,
    toMs: 1_772_444_000_000,
  });
  await engine.call('method.override', { code: 'enough-data', reason: 'One hour was all there was.' });
  const bundle = join(folder, 'bundle.zip');
  const key = await engine.call('key.generate', { out: join(folder, 'key'), comment: 'ada' });
  const attacker = await engine.call('key.generate', { out: join(folder, 'attacker'), comment: 'ada' });
  await engine.call('bundle.create', { out: bundle, key: key.path });
  await engine.close();
  return { folder, bundle, signer: `${key.path}.pub`, attackerKey: attacker.path };
}

interface Dice {
  /** A whole number in [0, limit). */
  upTo(limit: number): number;
  of<T>(list: readonly T[]): T;
}

function diceFrom(seed: number): Dice {
  const random = randomFrom(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  return { upTo, of: (list) => list[upTo(list.length)] as never };
}

const newTally = (): Tally => ({ refused: 0, named: 0, told: 0, unseen: 0, wrong: [] });

/** What no file of a bundle can make right: verifying says so by these codes alone. */
const refusals = new Set(['bundle.not-a-zip', 'bundle.truncated', 'bundle.not-a-bundle']);

async function judge(
  tally: Tally,
  input: VerifyInput,
  { what, isUnconfirmed }: { what: string; isUnconfirmed: boolean },
): Promise<void> {
  const wrong = (how: string): void => {
    if (tally.wrong.length < 10) tally.wrong.push(`${what}: ${how}`);
  };
  let result: Verification;
  try {
    result = await verifyBundle(input, { signal: new AbortController().signal, report: () => undefined });
  } catch (error) {
    if (error instanceof AssayError && refusals.has(error.code)) tally.refused += 1;
    else wrong(String(error instanceof AssayError ? error.code : error));
    return;
  }
  if (!result.ok) tally.named += 1;
  else if (result.notes[0]?.startsWith('Other version') === true) tally.told += 1;
  else if (isUnconfirmed) tally.unseen += 1;
  else wrong('passes');
}

/** Changes bytes of the archive; never gives the same ones. */
function damaged(bytes: Buffer, { upTo, of }: Dice): Buffer {
  const at = upTo(bytes.length);
  const length = 1 + upTo(of([1, 8, 2000]));
  const part = bytes.subarray(at, at + length);
  const noise = Buffer.from(Uint8Array.from({ length }, () => upTo(256)));
  const made = of([
    () => {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << upTo(8));
      return flipped;
    },
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + length)]),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
    () => Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]),
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes, noise]),
  ])();
  return made.equals(bytes) ? Buffer.concat([bytes, noise]) : made;
}

/** Archives with bytes changed, and members changed in an archive that is laid out as it must be. */
export async function mutateUnsigned(attack: Attack, rounds: number, seed: number): Promise<Tally> {
  const dice = diceFrom(seed);
  const tally = newTally();
  const members = await membersOf(attack.bundle);
  const path = join(attack.folder, 'mutated.zip');
  const whole = readFileSync(attack.bundle);
  for (let round = 0; round < rounds; round += 1) {
    let what = 'bytes of the archive';
    if (dice.upTo(2) === 0) writeFileSync(path, damaged(whole, dice));
    else {
      const name = dice.of([...members.keys()]);
      what = `a change of ${name}`;
      const changed = new Map(members);
      if (dice.upTo(8) === 0) changed.delete(name);
      else changed.set(name, damaged(members.get(name) as Buffer, dice));
      await pack(changed, path);
    }
    await judge(tally, { path }, { what: `round ${round}, ${what}`, isUnconfirmed: false });
  }
  return tally;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface Change {
  what: string;
  members: Map<string, Buffer>;
  /** Returns where it changed it. */
  change?: (manifest: Manifest) => string;
  keepChecksums?: boolean;
}

/** Changes one value somewhere inside, in place, and returns its path. */
function changeValue(root: { [key: string]: Json }, dice: Dice): string {
  let holder: Json[] | { [key: string]: Json } = root;
  const path: string[] = [];
  for (;;) {
    const keys = Object.keys(holder);
    if (keys.length === 0) return path.join('.');
    const key = dice.of(keys);
    path.push(Array.isArray(holder) ? '#' : key);
    const held = holder as { [key: string]: Json };
    const value = held[key] as Json;
    const isInner = value !== null && typeof value === 'object';
    if (isInner && dice.upTo(4) > 0 && Object.keys(value).length > 0) {
      holder = value;
      continue;
    }
    const way = dice.upTo(12);
    if (way === 0) {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete held[key];
    } else if (way === 1 && Array.isArray(holder)) holder.push(value);
    else if (way === 1) held[`${key}x`] = value;
    else held[key] = otherThan(value, dice);
    return path.join('.');
  }
}

function otherThan(value: Json, dice: Dice): Json {
  if (typeof value === 'number') return dice.of([value + 1, value * 2 + 1, -value - 1, value + 0.5, 1e308]);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') {
    return dice.of([`${value}x`, value.slice(1), value === '' ? 'x' : '', String(dice.upTo(1000))]);
  }
  return dice.of<Json>(value === null ? [0, 'x', {}] : [null, 0, 'x']);
}

/**
 * What stands in the data and in no figure and on no page, or there with less precision: times to the second, minutes
 * to the tenth of an hour, where a file came from, what the journal tells. The signer's word stands for it.
 */
const unconfirmed: readonly RegExp[] = [
  /^data\/claims\.json claims\.#\.(createdAt|updatedAt)$/,
  /^data\/method\.json (values\.#\.updatedAt|overrides\.#\.(at|id)|timeSpent.*|baselines\.#\.(id|frozenAt))$/,
  /^data\/evidence\.json evidence\.#\.createdAt$/,
  /^data\/sources\.json sources\.#\.(importedAt|container.*)$/,
  /^manifest\.json (tool\.name|audit\.createdAt)$/,
  /^journal\.jsonl /,
];

const text = (bytes: Buffer | undefined): string => String(bytes ?? '');

/** One change by somebody who knows the format. */
function forgedChange(given: Members, dice: Dice): Change {
  const members = new Map(given);
  const named = (prefix: string): string[] => [...members.keys()].filter((name) => name.startsWith(prefix));
  const inJson = (name: string): Change => {
    const document = JSON.parse(text(members.get(name))) as { [key: string]: Json };
    const path = changeValue(document, dice);
    members.set(name, Buffer.from(`${canonicalJson(document)}\n`));
    return { what: `${name} ${path}`, members };
  };
  const inText = (name: string): Change => {
    const lines = text(members.get(name)).split('\n');
    const at = dice.upTo(lines.length);
    const line = lines[at] ?? '';
    lines[at] = dice.of([
      `${line}x`,
      `0${line}`,
      line.replace(/\d/, '7') === line ? `${line} ` : line.replace(/\d/, '7'),
    ]);
    members.set(name, Buffer.from(lines.join('\n')));
    return { what: `${name} line ${at + 1}`, members };
  };
  return dice.of([
    () => inJson(dice.of(named('data/'))),
    () => inJson(dice.of(named('data/'))),
    () => inJson('report/report.json'),
    () => inText(dice.of(['report/report.html', 'report/report.md', 'VERIFY.md'])),
    (): Change => {
      const lines = text(members.get('journal.jsonl')).trimEnd().split('\n');
      const at = dice.upTo(lines.length);
      const entry = JSON.parse(lines[at] ?? '') as { [key: string]: Json };
      if (dice.upTo(4) === 0) lines.splice(at, 1);
      else lines[at] = canonicalJson({ ...entry, summary: `${String(entry['summary'])} Not.` });
      members.set('journal.jsonl', Buffer.from(lines.map((line) => `${line}\n`).join('')));
      return { what: `journal.jsonl line ${at + 1}`, members };
    },
    (): Change => {
      const name = dice.of(named('sources/'));
      const bytes = Buffer.from(
        text(members.get(name)).replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)),
      );
      const index = JSON.parse(text(members.get('data/sources.json'))) as {
        sources: { path: string; bytes: number; sha256: string }[];
      };
      const source = index.sources.find(({ path }) => path === name);
      Object.assign(source ?? {}, {
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      members.set(name, bytes);
      members.set('data/sources.json', Buffer.from(`${canonicalJson(index)}\n`));
      return { what: `${name} and its line in the index`, members };
    },
    (): Change => {
      const name = dice.of(
        [...members.keys()].filter((one) => one !== 'manifest.json' && !one.endsWith('.sig')),
      );
      members.delete(name);
      return { what: `${name} left out`, members };
    },
    (): Change => {
      const name = dice.of(['report/summary.html', 'data/notes.json', 'sources/99-x.csv', 'README.txt', 'z']);
      members.set(name, Buffer.from('{}\n'));
      return { what: `${name} added`, members };
    },
    (): Change => ({
      what: 'manifest.json',
      members,
      change: (manifest) => changeValue(manifest as unknown as { [key: string]: Json }, dice),
    }),
    (): Change => ({ ...inText('SHA256SUMS'), keepChecksums: true }),
  ])();
}

/** The bundle as it is, signed again by the attacker: whole, and computed again to the same, for who names no signer. */
export async function signedByAttacker(attack: Attack): Promise<string> {
  const members = await membersOf(attack.bundle);
  return pack(signAgain(members, { keyFile: attack.attackerKey }), join(attack.folder, 'posing.zip'));
}

/**
 * Bundles with one change, signed again by the attacker. With `recompute`, without the auditor's key and computed again;
 * else held to the auditor's key alone.
 */
export async function mutateSigned(
  attack: Attack,
  rounds: number,
  { seed, recompute }: { seed: number; recompute: boolean },
): Promise<Tally> {
  const dice = diceFrom(seed);
  const tally = newTally();
  const members = await membersOf(attack.bundle);
  const path = join(attack.folder, 'forged.zip');
  for (let round = 0; round < rounds; round += 1) {
    const { members: changed, change, keepChecksums = false, ...made } = forgedChange(members, dice);
    let { what } = made;
    const forged = signAgain(changed, {
      keyFile: attack.attackerKey,
      keepChecksums,
      change: (manifest) => {
        if (change) what += ` ${change(manifest)}`;
      },
    });
    await pack(forged, path);
    await judge(tally, recompute ? { path, recompute } : { path, signer: attack.signer }, {
      what: `round ${round}, ${what}`,
      isUnconfirmed: recompute && unconfirmed.some((pattern) => pattern.test(what)),
    });
  }
  return tally;
}
