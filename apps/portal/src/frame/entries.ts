import {
  IconActivity,
  IconBox,
  IconCalendarEvent,
  IconDatabase,
  IconPlayerPlay,
  IconHistory,
  IconKey,
  IconUsers,
  IconWebhook,
  IconZoomScan,
} from '@tabler/icons-react';

/** The entries that work now, by group; an entry appears when its application works. */
export const entryGroups = [
  { key: 'today', entries: [{ key: 'home', href: '/', Icon: IconCalendarEvent }] },
  { key: 'quality', entries: [{ key: 'inspect', href: '/inspect', Icon: IconZoomScan }] },
  {
    key: 'models',
    entries: [
      { key: 'datasets', href: '/datasets', Icon: IconDatabase },
      { key: 'train', href: '/train', Icon: IconPlayerPlay },
      { key: 'runs', href: '/runs', Icon: IconActivity },
      { key: 'models', href: '/models', Icon: IconBox },
    ],
  },
] as const;

/** What is set up once; behind the button beside the theme. */
export const settingsEntries = [
  { key: 'people', href: '/settings/people', Icon: IconUsers },
  { key: 'keys', href: '/settings/keys', Icon: IconKey },
  { key: 'webhooks', href: '/settings/webhooks', Icon: IconWebhook },
  { key: 'audit', href: '/settings/audit', Icon: IconHistory },
] as const;

/** Whether a page lies under an entry. */
export const isUnder = (pathname: string, href: string): boolean =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
