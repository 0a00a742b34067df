export { EvidencePicker } from './EvidencePicker.tsx';
export { NoEvidence, NoEvidenceInStep } from './NoEvidence.tsx';
export { PinButton } from './PinButton.tsx';
export { ReportFrame } from './ReportFrame.tsx';
export { SourceCount } from './SourceCount.tsx';
export { StandingMark } from './StandingMark.tsx';
