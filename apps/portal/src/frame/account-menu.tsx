'use client';
import { Button, Menu, Text } from '@mantine/core';
import { IconLogin2, IconLogout, IconUser } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useNotices } from '../components/notices.tsx';
import { Link, useRouter } from '../i18n/navigation.ts';
import { useSession, useSigning } from '../use-session.ts';
import { settingsEntries } from './entries.ts';

/** Who is signed in; what belongs to them and to the installation. */
export function AccountMenu() {
  const t = useTranslations('frame.account');
  const pages = useTranslations('frame.pages');
  const session = useSession();
  if (!session.data?.signedIn) return null;
  const { user, permissions } = session.data;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconUser size={16} />}
          aria-label={t('title')}
        >
          <Text size="sm" truncate maw="9rem" visibleFrom="md">
            {user?.name ?? t('owner')}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user?.email ?? t('ownerNote')}</Menu.Label>
        {user && (
          <Menu.Item component={Link} href="/account" leftSection={<IconUser size={16} />}>
            {pages('account')}
          </Menu.Item>
        )}
        {permissions.includes('administer') && (
          <>
            <Menu.Label>{t('settings')}</Menu.Label>
            {settingsEntries.map(({ key, href, Icon }) => (
              <Menu.Item key={key} component={Link} href={href} leftSection={<Icon size={16} />}>
                {pages(key)}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <InOrOut isPerson={user !== null} keyRequired={session.data.keyRequired} />
      </Menu.Dropdown>
    </Menu>
  );
}

function InOrOut({ isPerson, keyRequired }: { isPerson: boolean; keyRequired: boolean }) {
  const t = useTranslations('frame.account');
  const signing = useSigning();
  const notices = useNotices();
  const router = useRouter();
  const signOut = () =>
    signing
      .mutateAsync({ method: 'DELETE', path: '/session' })
      .then(() => router.push('/'))
      .catch(notices.refused);
  if (isPerson || keyRequired)
    return (
      <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
        {t('signOut')}
      </Menu.Item>
    );
  return (
    <Menu.Item component={Link} href="/sign-in" leftSection={<IconLogin2 size={16} />}>
      {t('signIn')}
    </Menu.Item>
  );
}
