/** The group that all pumps of a site are in as long as nobody says otherwise. */
export const ALL_PUMPS = 'all';
