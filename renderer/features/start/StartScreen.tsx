import { FilePlus2, FolderOpen, GraduationCap, ShieldCheck } from 'lucide-react';
import { useQuery } from '../../state/query.ts';
import { navigate, usePlace } from '../../state/router.ts';
import { useAudit } from '../../state/audit.ts';
import { useCommand } from '../../state/commands.ts';
import { Button, Shortcut } from '../../ui/index.ts';
import { NewAuditForm } from './NewAuditForm.tsx';
import { RecentAudits } from './RecentAudits.tsx';
import './start.css';

/** Where every session begins: a new audit, one that was open before, the sample, or a bundle to check. */
export function StartScreen() {
  const { query } = usePlace();
  const shell = useQuery('shell.info', {}, []).data;
  const open = useAudit(({ info }) => info);
  const isNew = query.has('new');
  const newAudit = useCommand('audit.new');
  const openAudit = useCommand('audit.open');
  const openSample = useCommand('sample.open');
  const verifyBundle = useCommand('bundle.verify');
  return (
    <div className="start">
      <div className="start-inner">
        <header className="start-head">
          <h1>Assay</h1>
          <p className="muted">
            Which constraint limits this system now, and what should be decided next? From raw evidence to a
            signed report, on this computer alone.
          </p>
        </header>
        <div className="start-columns">
          <section className="stack" aria-label="Begin">
            {isNew ? (
              <NewAuditForm onCancel={() => navigate('/', { replace: true })} />
            ) : (
              <ul className="start-actions">
                {open && (
                  <li>
                    <Button variant="primary" icon={FolderOpen} onPress={() => navigate('/overview')}>
                      Back to {open.name}
                    </Button>
                  </li>
                )}
                <li>
                  <Button variant={open ? 'plain' : 'primary'} icon={FilePlus2} onPress={newAudit.run}>
                    {newAudit.title}
                  </Button>
                  <p className="muted">One file holds the evidence, the method and the findings.</p>
                </li>
                <li>
                  <Button icon={FolderOpen} onPress={openAudit.run}>
                    {openAudit.title}
                  </Button>
                  <p className="muted">
                    An .assay file; dropping it on this window does the same.{' '}
                    {openAudit.keys && <Shortcut keys={openAudit.keys} />}
                  </p>
                </li>
                <li>
                  <Button
                    icon={GraduationCap}
                    isDisabled={shell?.samplePath === null}
                    onPress={openSample.run}
                  >
                    {openSample.title}
                  </Button>
                  <p className="muted">
                    {shell?.samplePath === null
                      ? 'It is not part of this installation; npm start makes it.'
                      : 'An order service that is slow at the evening peak, with metrics, traces and profiles. Opens a copy.'}
                  </p>
                </li>
                <li>
                  <Button icon={ShieldCheck} onPress={verifyBundle.run}>
                    {verifyBundle.title}
                  </Button>
                  <p className="muted">
                    Checks signatures, every file’s hash and the journal of a signed bundle.
                  </p>
                </li>
              </ul>
            )}
          </section>
          <RecentAudits />
        </div>
        {shell && (
          <footer className="start-foot dense muted">
            Assay {shell.version}
            {shell.fallbackRuntime && ', on the development fallback runtime'}
          </footer>
        )}
      </div>
    </div>
  );
}
