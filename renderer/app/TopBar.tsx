import { ChevronDown, FileText, Plus, Search } from 'lucide-react';
import { useAudit } from '../state/audit.ts';
import { setPreference, usePreferences, type Theme } from '../state/preferences.ts';
import { Badge, Button, Menu, Shortcut, type MenuAction } from '../ui/index.ts';
import { commandOf, type CommandId } from './commands.ts';

const themeNames: readonly [Theme, string][] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['contrast', 'High contrast'],
];

const actionOf = (id: CommandId): MenuAction => {
  const { title, keys, run } = commandOf(id);
  return { id, label: title, run, ...(keys && { shortcut: keys }) };
};

function AuditMenu() {
  const info = useAudit((store) => store.info);
  const theme = usePreferences((preferences) => preferences.theme);
  return (
    <Menu
      label="Audit"
      trigger={
        <Button variant="quiet">
          <span className="audit-name truncate">{info?.name ?? 'Assay'}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
      groups={[
        {
          title: info ? [info.client, info.auditor].filter(Boolean).join(', ') || 'Audit' : 'Audit',
          actions: [
            ...(info ? [actionOf('audit.particulars')] : []),
            actionOf('audit.new'),
            actionOf('audit.open'),
            ...(info ? [actionOf('audit.close')] : []),
          ],
        },
        {
          title: 'Theme',
          actions: themeNames.map(([id, label]) => ({
            id: `theme.${id}`,
            label,
            chosen: id === theme,
            run: () => setPreference('theme', id),
          })),
        },
        { title: 'Help', actions: [actionOf('help.shortcuts')] },
      ]}
    />
  );
}

const search = commandOf('view.palette');

export function TopBar() {
  const info = useAudit((store) => store.info);
  return (
    <header className="top-bar">
      <div className="top-bar-side">
        <AuditMenu />
        {info?.readOnly && (
          <Badge tone="warn">{info.lockedBy ? `Read only, open in ${info.lockedBy}` : 'Read only'}</Badge>
        )}
      </div>
      <Button variant="plain" onPress={search.run}>
        <span className="search-words">
          <Search aria-hidden />
          {search.title}
        </span>
        {search.keys && <Shortcut keys={search.keys} />}
      </Button>
      <div className="top-bar-side end">
        {info && (
          <>
            <Button icon={Plus} onPress={commandOf('source.import').run} isDisabled={info.readOnly}>
              Import
            </Button>
            <Button icon={FileText} onPress={commandOf('report.show').run}>
              Report
            </Button>
          </>
        )}
      </div>
    </header>
  );
}
