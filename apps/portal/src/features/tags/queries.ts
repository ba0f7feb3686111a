'use client';
import { tagsSchema } from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { pathOf } from '../../api-client.ts';
import { useApi, useOne } from '../../use-api.ts';

/** What the tags hang on, as its address has it: `['models', 'castings', 'versions', 3]`. */
export type TagPlace = readonly ['runs' | 'models', ...(string | number)[]];

/** Events of models and runs ask for them again, as for everything else of the noun. */
const keyOf = ([noun, ...rest]: TagPlace) => [noun, 'tags', ...rest];
const tagsOf = (place: TagPlace) => pathOf(...place, 'tags');

export const useTags = (place: TagPlace) => useOne(tagsSchema, keyOf(place), tagsOf(place));

/** Sets a tag, or deletes it where its value is null. */
export function useChangeTag(place: TagPlace) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ key, value }: { key: string; value: string | null }) => {
      const path = pathOf(...place, 'tags', key);
      const ifMatch = tagsOf(place);
      if (value === null) return api(tagsSchema, path, { method: 'DELETE', ifMatch });
      return api(tagsSchema, path, { method: 'PUT', ifMatch, body: { value } });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: [place[0]] }),
  });
}
