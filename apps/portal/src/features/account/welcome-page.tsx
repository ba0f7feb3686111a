'use client';
import { passwordLength } from '@millwright/contracts';
import { Button, Card, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type FormEvent } from 'react';
import { EmptyNotice, ErrorNotice } from '../../components/states.tsx';
import { Link, useRouter } from '../../i18n/navigation.ts';
import { useSigning } from '../../use-session.ts';

interface LinkOf {
  readonly token: string;
  /** It makes the first administrator, who says who they are. */
  readonly first: boolean;
}

/** The part behind `#`, which no server sees. */
function linkIn(hash: string): LinkOf | null {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const [first, token] = [given.get('first'), given.get('token')];
  return first ? { token: first, first: true } : token ? { token, first: false } : null;
}

/** Where a link leads: somebody chooses a password and is in. */
export function WelcomePage() {
  const t = useTranslations('welcome');
  const [link, setLink] = useState<LinkOf | null | undefined>(undefined);
  useEffect(() => setLink(linkIn(window.location.hash)), []);
  if (link === undefined) return null;
  if (link === null)
    return (
      <EmptyNotice
        what={t('none')}
        action={
          <Button component={Link} href="/">
            {t('home')}
          </Button>
        }
      />
    );
  return <ChoosePassword link={link} />;
}

const leastLength = passwordLength.least;

function ChoosePassword({ link }: { link: LinkOf }) {
  const t = useTranslations('welcome');
  const router = useRouter();
  const signing = useSigning();
  const [who, setWho] = useState({ name: '', email: '' });
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const first = link.first ? { name: who.name.trim(), email: who.email.trim() } : undefined;
    const body = { token: link.token, password, first };
    signing.mutate({ method: 'POST', path: '/session/link', body }, { onSuccess: () => router.replace('/') });
  };
  const field = (name: 'name' | 'email') => ({
    label: t(name),
    value: who[name],
    required: true,
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setWho((before) => ({ ...before, [name]: value })),
  });
  const tooShort = password !== '' && [...password].length < leastLength;
  return (
    <Card withBorder maw="30rem" mx="auto" mt="xl" padding="lg">
      <form onSubmit={submit}>
        <Stack>
          <Title order={1}>{t(link.first ? 'first' : 'title')}</Title>
          <Text size="sm">{t(link.first ? 'firstHint' : 'hint')}</Text>
          {link.first && <TextInput {...field('name')} autoComplete="name" data-autofocus />}
          {link.first && <TextInput {...field('email')} type="email" autoComplete="username" />}
          <PasswordInput
            label={t('password')}
            description={t('passwordHint', { count: leastLength })}
            error={tooShort && t('tooShort', { count: leastLength - [...password].length })}
            autoComplete="new-password"
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            minLength={leastLength}
            required
          />
          {signing.isError && <ErrorNotice error={signing.error} />}
          <Button type="submit" loading={signing.isPending}>
            {t('enter')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
