import { formatCount } from '../../../../shared/domain/format.ts';
import { code, hash, heading, list, paragraph } from '../parts.ts';
import type { Section } from './section.ts';

/** The last one: it names what all sections before it miss. */
export const verify: Section = {
  id: 'verify',
  title: 'How to verify this report',
  build({ journal }, missingBefore) {
    return {
      blocks: [
        paragraph([
          'This report travels in a signed bundle beside the raw files, the data and the journal of the audit. ',
          code('VERIFY.md'),
          ' in the bundle says how to check it with stock tools; with Assay:',
        ]),
        { kind: 'code', text: 'assay verify BUNDLE.zip --signer AUDITOR.pub --recompute' },
        paragraph([
          `Compare the fingerprint of the key with the auditor’s by another channel. This report shows the audit after entry ${formatCount(journal.entries)} of its journal, whose hash is `,
          hash(journal.head),
          '.',
        ]),
        heading(3, 'What this report does not have'),
        missingBefore.length === 0
          ? paragraph('Nothing that the method asks for is missing.')
          : list(missingBefore.map(({ section, message }) => `${section}: ${message}`)),
      ],
      missing: [],
    };
  },
};
