import './report-frame.css';

/** Served by the shell in an origin of its own that runs no script. */
const address = 'app://report/index.html';

interface ReportFrameProps {
  /** Of the report, as `report.preview` gave it: the frame shows that one and no later one. */
  digest: string;
  /** Of an earlier report, from which the differences are marked. */
  since?: string;
  /** The section to begin at. */
  at?: string;
}

export function ReportFrame({ digest, since, at = '' }: ReportFrameProps) {
  const query = new URLSearchParams({ digest, ...(since !== undefined && { since }) }).toString();
  const source = `${address}?${query}#${at}`;
  return <iframe key={source} className="report-frame" title="Report" src={source} sandbox="" />;
}
