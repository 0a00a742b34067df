import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { JobContext } from '../jobs/runner.ts';
import { fillChecksums } from '../db/checksums.ts';
import { schema } from '../schema.ts';
import { readJournal } from '../db/journal.ts';
import { createAudit, openAudit } from '../audits.ts';
import { createBundle, writeBundle } from './create.ts';
import { readSigningKey } from './keyFiles.ts';
import { manifestName, signatureName } from './manifest.ts';
import { signMessage } from './sshsig.ts';
import {
  audit,
  bundle,
  codeOf,
  csv,
  folder,
  forge,
  fresh,
  good,
  key,
  otherKey,
  quiet,
  verify,
  zip,
} from './bundle.fixture.ts';

describe('a bundle', () => {
  it('verifies, and says that the fingerprint is still to be checked', async () => {
    const result = await verify(bundle);
    expect(result).toMatchObject({
      ok: true,
      signerGiven: false,
      bundle: { name: 'Orders', client: 'Møbel & Co', auditor: 'Ada Example', sources: 2 },
      signatures: [{ role: 'auditor', identity: 'ada@example.org', algorithm: 'ssh-ed25519', ok: true }],
      files: { missing: [], altered: [], extra: [] },
      journal: { ok: true, firstBroken: null },
      problems: [],
    });
    expect(result.notes).toHaveLength(1);
  });

  it('verifies against the public key of its signer, and not against another', async () => {
    expect(await verify(bundle, `${key}.pub`)).toMatchObject({ ok: true, signerGiven: true, notes: [] });
    const other = await verify(bundle, `${otherKey}.pub`);
    expect(other.ok).toBe(false);
    expect(other.signatures[0]?.reason).toContain('not by the key given');
  });

  it('holds the raw bytes under safe names and tells the original ones', () => {
    expect(good.get('sources/1-p95.csv')?.toString()).toBe(csv);
    expect(good.get('sources/2-.._u_nsafe_name_.csv')?.toString()).toBe(csv.repeat(2000));
    const { sources } = JSON.parse((good.get('data/sources.json') as Buffer).toString()) as {
      sources: { file: string }[];
    };
    expect(sources.map(({ file }) => file)).toEqual(['p95.csv', '../ünsafe name:*.csv']);
  });

  it('tells of its own signing in its journal', () => {
    const lines = (good.get('journal.jsonl') as Buffer).toString().trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      action: 'bundle.signed',
      detail: { identity: 'ada@example.org', keyFingerprint: readSigningKey(key, undefined).fingerprint },
    });
  });

  it('is the same bytes for the same audit and key', async () => {
    const signing = readSigningKey(key, undefined);
    const [first, second] = [fresh(), fresh()];
    const made = await writeBundle(audit, { out: first, key: signing, identity: 'ada' }, quiet());
    await writeBundle(audit, { out: second, key: signing, identity: 'ada' }, quiet());
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
    expect(made.sha256).toBe(createHash('sha256').update(readFileSync(first)).digest('hex'));
  });

  it('replaces an older bundle of that name only when it is whole', async () => {
    const out = fresh();
    copyFileSync(bundle, out);
    const older = readFileSync(out);
    const controller = new AbortController();
    const cancelAtFirstWrite: JobContext = {
      signal: controller.signal,
      report: ({ phase }) => void (phase === 'Writing' && controller.abort()),
    };
    const replacing = { out, key, replace: true };
    expect(await codeOf(createBundle(audit, replacing, cancelAtFirstWrite))).toBe('job.cancelled');
    expect(readFileSync(out).equals(older)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes(basename(out)))).toEqual([basename(out)]);
    expect([...readJournal(audit.db)].at(-1)?.action).toBe('bundle.abandoned');
    await createBundle(audit, replacing, quiet());
    expect(readFileSync(out).equals(older)).toBe(false);
    expect((await verify(out)).ok).toBe(true);
  });

  it('leaves an older bundle where nobody said that it may be replaced', async () => {
    const before = [...readJournal(audit.db)].length;
    const older = readFileSync(bundle);
    expect(await codeOf(createBundle(audit, { out: bundle, key }, quiet()))).toBe('file.exists');
    expect(readFileSync(bundle).equals(older)).toBe(true);
    expect([...readJournal(audit.db)]).toHaveLength(before);
  });

  it('never replaces what is no bundle of Assay’s', async () => {
    const notBundles = new Map([
      ['text', Buffer.from('a thesis')],
      ['empty', Buffer.alloc(0)],
      ['another zip', readFileSync(await zip(new Map([['notes.txt', Buffer.from('notes')]])))],
      [
        'a zip with a manifest of its own',
        readFileSync(await zip(new Map([[manifestName, Buffer.from('{}')]]))),
      ],
    ]);
    const before = [...readJournal(audit.db)].length;
    for (const [what, bytes] of notBundles) {
      const out = fresh();
      writeFileSync(out, bytes);
      for (const replace of [false, true]) {
        expect(await codeOf(createBundle(audit, { out, key, replace }, quiet())), what).toBe(
          'file.of-another-kind',
        );
      }
      expect(readFileSync(out).equals(bytes), what).toBe(true);
    }
    expect([...readJournal(audit.db)]).toHaveLength(before);
  });

  it('knows a bundle of an earlier format for one', async () => {
    const out = fresh();
    copyFileSync(join(import.meta.dirname, '../../../test/fixtures/format-5/bundle.zip'), out);
    await createBundle(audit, { out, key, replace: true }, quiet());
    expect((await verify(out)).ok).toBe(true);
  });

  it('never replaces the audit, the key or a folder', async () => {
    const before = [...readJournal(audit.db)].length;
    for (const out of [audit.path, key, folder, join(folder, 'no such folder', 'b.zip')]) {
      expect(await codeOf(createBundle(audit, { out, key }, quiet())), out).toMatch(/^(usage|file)\./);
    }
    expect([...readJournal(audit.db)]).toHaveLength(before);
  });

  it('leaves the audit to be closed while it is written', async () => {
    const path = fresh('.assay');
    const closing = createAudit(path, { name: 'Closing' });
    const controller = new AbortController();
    const closeAtFirstWrite: JobContext = {
      signal: controller.signal,
      report: ({ phase }) => {
        if (phase !== 'Writing' || controller.signal.aborted) return;
        controller.abort();
        closing.close();
      },
    };
    expect(await codeOf(createBundle(closing, { out: fresh(), key }, closeAtFirstWrite))).toBe(
      'job.cancelled',
    );
    const again = openAudit(path, 'required');
    expect([...readJournal(again.db)].at(-1)?.action).toBe('bundle.abandoned');
    again.close();
  });

  it('is not made from evidence that changed inside the audit', async () => {
    const [before] = audit.db
      .prepare('select bytes from source_raw where source_id = 1')
      .pluck()
      .all() as Buffer[];
    const store = audit.db.prepare('update source_raw set bytes = ? where source_id = 1 and sequence = 0');
    const other = zstdCompressSync(Buffer.from(csv.replace('time', 'when')));
    const bomb = zstdCompressSync(Buffer.alloc(1024 * 1024 * 1024));
    const out = fresh();
    const codes = [];
    for (const bytes of [other, other.subarray(0, Math.floor(other.length / 2)), bomb]) {
      store.run(bytes);
      expect(await codeOf(createBundle(audit, { out, key }, quiet()))).toBe('audit.damaged');
      // Whoever changes the bytes may bring their sums up to date as well, but not the hash that the journal tells.
      fillChecksums(audit.db, schema);
      codes.push(await codeOf(createBundle(audit, { out, key }, quiet())));
    }
    store.run(before);
    fillChecksums(audit.db, schema);
    expect(codes).toEqual(['audit.damaged', 'source.raw-damaged', 'audit.damaged']);
    expect(existsSync(out)).toBe(false);
  });
});

describe('a bundle that was tampered with', () => {
  it('names each file with a byte changed', async () => {
    for (const [name, bytes] of good) {
      const changed = Buffer.from(bytes);
      const middle = Math.floor(changed.length / 2);
      changed[middle] = (changed[middle] ?? 0) ^ 1;
      const result = await verify(await zip(new Map([...good, [name, changed]])));
      expect(result.ok, name).toBe(false);
      if (name === manifestName)
        expect(result.bundle === null || result.signatures[0]?.ok === false).toBe(true);
      else if (name === signatureName) expect(result.signatures[0]).toMatchObject({ ok: false });
      else expect(result.files.altered, name).toEqual([name]);
    }
  });

  it('names each file taken out', async () => {
    for (const name of good.keys()) {
      const members = new Map(good);
      members.delete(name);
      const result = await verify(await zip(members));
      expect(result.ok, name).toBe(false);
      expect(result.files.missing, name).toContain(name);
    }
  });

  it('names a file added', async () => {
    const result = await verify(await zip(new Map([...good, ['sources/3-more.csv', Buffer.from('x')]])));
    expect(result).toMatchObject({ ok: false, files: { extra: ['sources/3-more.csv'] } });
  });

  it('names a file renamed', async () => {
    const members = new Map(good);
    members.set('sources/1-other.csv', members.get('sources/1-p95.csv') as Buffer);
    members.delete('sources/1-p95.csv');
    expect(await verify(await zip(members))).toMatchObject({
      ok: false,
      files: { missing: ['sources/1-p95.csv'], extra: ['sources/1-other.csv'] },
    });
  });

  it('names files swapped', async () => {
    const one = good.get('sources/1-p95.csv') as Buffer;
    const two = good.get('sources/2-.._u_nsafe_name_.csv') as Buffer;
    const swapped = new Map([
      ...good,
      ['sources/1-p95.csv', two],
      ['sources/2-.._u_nsafe_name_.csv', one],
    ] as const);
    expect((await verify(await zip(swapped))).files.altered).toEqual([
      'sources/1-p95.csv',
      'sources/2-.._u_nsafe_name_.csv',
    ]);
  });

  it('says that another key signed', async () => {
    const result = await verify(await zip(forge({}, otherKey, false)));
    expect(result.ok).toBe(false);
    expect(result.signatures[0]?.reason).toContain('the manifest names');
  });

  it('shows a forger who also changed the names by the journal, and by the key given', async () => {
    const path = await zip(forge({}, otherKey, true));
    const result = await verify(path);
    expect(result.ok).toBe(false);
    expect(result.problems.join()).toContain('not by the key of the signature');
    expect((await verify(path, `${key}.pub`)).signatures[0]?.ok).toBe(false);
  });

  it('says where an edited journal is broken, even under a good signature', async () => {
    const journal = (good.get('journal.jsonl') as Buffer).toString();
    const edited = Buffer.from(journal.replace('was created', 'was not created'));
    const result = await verify(await zip(forge({ 'journal.jsonl': edited }, key, false)));
    expect(result).toMatchObject({ ok: false, journal: { ok: false, firstBroken: 1 } });
  });

  it('says that the journal was cut short', async () => {
    const lines = (good.get('journal.jsonl') as Buffer).toString().trimEnd().split('\n');
    const cut = Buffer.from(`${lines.slice(0, -1).join('\n')}\n`);
    const result = await verify(await zip(forge({ 'journal.jsonl': cut }, key, false)));
    expect(result).toMatchObject({ ok: false, journal: { ok: false, firstBroken: null } });
  });

  it('says that a manifest is not canonical, even under a good signature', async () => {
    const spaced = Buffer.from(`${(good.get(manifestName) as Buffer).toString()}\n`);
    const members = new Map(good);
    members.set(manifestName, spaced);
    members.set(signatureName, Buffer.from(signMessage(readSigningKey(key, undefined), spaced)));
    const result = await verify(await zip(members));
    expect(result).toMatchObject({ ok: false, bundle: null });
    expect(result.problems.join()).toContain('canonical');
  });

  it('shows a report that counts its figures otherwise than its blocks show, even under a good signature', async () => {
    const { figures } = await verify(bundle);
    expect(figures).toMatchObject({ judged: 0, recomputed: null });
    const report = JSON.parse((good.get('report/report.json') as Buffer).toString());
    report.figures.computed += 1000;
    const result = await verify(
      await zip(forge({ 'report/report.json': Buffer.from(JSON.stringify(report)) }, key, false)),
    );
    expect(result.ok).toBe(false);
    expect(result.problems).toContainEqual(
      expect.stringMatching(/^report\/report\.json counts 10\d\d figures computed/),
    );
    expect(result.figures).toEqual(figures);
  });

  it('shows a report that is not made of blocks, even under a good signature', async () => {
    const forged = Buffer.from(JSON.stringify({ format: 'assay-report/3', sections: 'none' }));
    const result = await verify(await zip(forge({ 'report/report.json': forged }, key, false)));
    expect(result).toMatchObject({ ok: false, figures: null });
    expect(result.problems.join()).toContain('is not made of the blocks');
  });

  it('shows a source that the index gives another hash', async () => {
    const index = JSON.parse((good.get('data/sources.json') as Buffer).toString());
    index.sources[0].sha256 = '0'.repeat(64);
    const result = await verify(
      await zip(forge({ 'data/sources.json': Buffer.from(JSON.stringify(index)) }, key, false)),
    );
    expect(result.problems.join()).toContain('sources/1-p95.csv');
  });
});
