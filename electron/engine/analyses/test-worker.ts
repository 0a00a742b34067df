// For tests: a thread that serves analyses which end when a test lets them.
import { serveAnalyses } from './serve.ts';
import { heldRegistry } from './test-held.ts';

serveAnalyses(heldRegistry);
