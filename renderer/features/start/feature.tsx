import { call } from '../../state/bridge.ts';
import { openAudit } from '../../state/audit.ts';
import { menuCommand } from '../../state/commands.ts';
import { navigate } from '../../state/router.ts';
import { attempt } from '../../state/toasts.ts';
import { defineFeature } from '../feature.ts';
import { StartScreen } from './StartScreen.tsx';

async function pickAudit(): Promise<void> {
  const { paths } = await call('shell.pick', { purpose: 'open-audit' });
  if (paths?.[0]) await openAudit(paths[0]);
}

async function openSample(): Promise<void> {
  const { path } = await call('shell.openSample', {});
  await openAudit(path);
}

export const feature = defineFeature({
  screens: [{ pattern: '/', component: StartScreen, standalone: true }],
  commands: [
    menuCommand('audit.new', { group: 'Audit', run: () => navigate('/?new') }),
    menuCommand('audit.open', { group: 'Audit', run: () => void attempt(pickAudit) }),
    menuCommand('sample.open', { group: 'Audit', run: () => void attempt(openSample) }),
  ],
});
