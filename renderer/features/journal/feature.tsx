import { BookOpen } from 'lucide-react';
import { goTo } from '../../state/commands.ts';
import { defineFeature } from '../feature.ts';
import { JournalScreen } from './JournalScreen.tsx';

const title = 'Journal';
const address = '/journal';

export const feature = defineFeature({
  screens: [{ pattern: address, component: JournalScreen }],
  rail: [{ group: 'Output', address, label: title, icon: BookOpen }],
  commands: [{ id: 'go.journal', title, ...goTo(address) }],
});
