// Stands in `renderer/features/rejected/feature.tsx`: all that the frame knows of the feature.
import { FileWarning } from 'lucide-react';
import { defineFeature } from '../../../../renderer/features/feature.ts';
import { goTo } from '../../../../renderer/state/commands.ts';
import { RejectedScreen } from './RejectedScreen.tsx';

const title = 'Rejected lines';
const address = '/rejected';

export const feature = defineFeature({
  screens: [{ pattern: address, component: RejectedScreen }],
  rail: [{ group: 'Evidence', address, label: title, icon: FileWarning }],
  commands: [{ id: 'go.rejected', title, ...goTo(address) }],
});
