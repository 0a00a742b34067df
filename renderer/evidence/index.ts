export { SourceCount } from './SourceCount.tsx';
