import { notFound } from 'next/navigation';

/** Any address that is no page, so that the frame stays around the notice. */
export default function Page() {
  notFound();
}
