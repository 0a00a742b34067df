/**
 * Raised with any change of what a report or `VERIFY.md` says of the same audit, be it a word: a bundle's report is then
 * not compared with one in other words. One number for all sections, because they share the playbook's words, the
 * judgement and the printing of numbers and times: one change may show in any of them. `test/ages/report.test.ts` fails
 * where it was forgotten; docs/formats-history.md tells what changed.
 */
export const reportVersion = 1;
