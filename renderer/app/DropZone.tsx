// The whole window takes files. A file dropped here is within reach of the contract because the preload script says so.
import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAudit } from '../state/audit.ts';
import { notify } from '../state/toasts.ts';
import { openPaths } from './openFiles.ts';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

function takeDrop(event: DragEvent): void {
  const files = [...(event.dataTransfer?.files ?? [])];
  const paths = files.map((file) => window.assay.pathForFile(file)).filter((path) => path !== '');
  if (paths.length > 0) openPaths(paths);
  else notify('What was dropped is not a file on this computer.');
}

export function DropZone() {
  const [over, setOver] = useState(false);
  const isOpen = useAudit(({ info }) => info !== null);
  useEffect(() => {
    // Enter and leave also fire for every element on the way; the count is zero when the pointer left the window.
    let depth = 0;
    const onEnter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      takeDrop(event);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="drop-veil" aria-hidden>
      <div className="drop-words">
        <Download aria-hidden />
        {isOpen
          ? 'Drop files to import them as evidence'
          : 'Drop an audit (.assay) to open it, or a bundle (.zip) to verify it'}
      </div>
    </div>
  );
}
