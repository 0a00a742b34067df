import { ShieldCheck } from 'lucide-react';
import { useAudit } from '../../state/audit.ts';
import { goTo, menuCommand } from '../../state/commands.ts';
import { navigate } from '../../state/router.ts';
import { defineFeature } from '../feature.ts';
import { SigningScreen } from './SigningScreen.tsx';

const address = '/signing';
/** Where a bundle is verified while no audit is open. */
const outside = '/verify';
const sign = menuCommand('bundle.sign', goTo(address));

export const feature = defineFeature({
  screens: [
    { pattern: address, component: SigningScreen },
    { pattern: outside, component: SigningScreen, standalone: true },
  ],
  rail: [{ group: 'Output', address, label: sign.title, icon: ShieldCheck }],
  commands: [
    menuCommand('bundle.verify', {
      group: 'Audit',
      run: () => navigate(useAudit.getState().info ? address : outside),
    }),
    sign,
  ],
});
