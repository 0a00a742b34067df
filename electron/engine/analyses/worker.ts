// Worker thread: runs analyses, one after another.
import { analyses } from './registry.ts';
import { serveAnalyses } from './serve.ts';

serveAnalyses(analyses);
