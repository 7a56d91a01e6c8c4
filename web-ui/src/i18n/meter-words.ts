import { msg } from '@lit/localize';

/** The words of what measures the farm, loaded with its page. English where a language has none. */
export const meterWords = {
  meters: () => msg('What is measured', { id: 'meter-meters' }),
  main: () => msg('What the whole farm goes through', { id: 'meter-main' }),
  mainHint: () =>
    msg('A meter that counts energy makes bills exact; from a current alone they are estimated.', {
      id: 'meter-main-hint',
    }),
  mainUsual: () => msg('by itself: a main breaker, else all meters together', { id: 'meter-main-usual' }),
  leftOut: () => msg('Left out', { id: 'meter-left-out' }),
  leftOutMeans: () =>
    msg('What stands behind another that measures too is counted there already.', { id: 'meter-left-out-means' }),
  none: () => msg('Nothing here measures energy.', { id: 'meter-none' }),
  tolerance: () => msg('Told when loads take more than the main by so many percent', { id: 'meter-tolerance' }),
  warnAfter: () => msg('and do so for so many minutes', { id: 'meter-warn-after' }),
  exactHint: () => msg('no meter is exact', { id: 'meter-exact-hint' }),
  quarterHint: () => msg('in quarters of an hour, 30 to 1440', { id: 'meter-quarter-hint' }),
  means: () => msg('Bills go by it, also those of before.', { id: 'meter-means' }),
  save: () => msg('Save', { id: 'meter-save' }),
  saved: () => msg('Saved.', { id: 'meter-saved' }),
};
