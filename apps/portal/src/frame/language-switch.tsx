'use client';
import { Button } from '@mantine/core';
import { useLocale } from 'next-intl';
import { usePathname, useRouter } from '../i18n/navigation.ts';

const other = {
  en: { locale: 'zh', word: '中文', lang: 'zh-CN' },
  zh: { locale: 'en', word: 'English', lang: 'en' },
} as const;

/** The same page in the other language, filters and open drawers kept. */
export function LanguageSwitch() {
  const { locale, word, lang } = other[useLocale()];
  const router = useRouter();
  const pathname = usePathname();
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      lang={lang}
      onClick={() => router.replace(`${pathname}${window.location.search}`, { locale })}
    >
      {word}
    </Button>
  );
}
