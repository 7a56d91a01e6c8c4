/** Every page of the web UI, at a farm that has outlet FE; and what is none. */
export const places = [
  '/',
  '/devices',
  '/devices/outlet-fe',
  '/devices/outlet-fe/walk',
  '/add',
  '/add/new',
  '/add/wifi',
  '/credentials',
  '/health',
  '/stop',
  '/people',
  '/people/waiting',
  '/sites',
  '/audit',
  '/preferences',
  '/nowhere',
];
