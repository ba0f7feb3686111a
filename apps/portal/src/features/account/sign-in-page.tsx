'use client';
import { useRouter } from '../../i18n/navigation.ts';
import { SignIn } from './sign-in.tsx';

/** For whoever is in already, as the owner of this machine, and wants to be somebody. */
export function SignInPage() {
  const router = useRouter();
  return <SignIn onDone={() => router.replace('/')} />;
}
