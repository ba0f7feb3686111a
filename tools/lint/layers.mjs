// The arrows: which layer may import which. The layer of a project is a tag in its package.json, equal to its folder.
const from = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

const [contracts, client, math, families, stores, lifecycle] = [
  'layer:contracts',
  'layer:client',
  'layer:math',
  'layer:families',
  'layer:stores',
  'layer:lifecycle',
];

export const layers = [
  from(contracts),
  from(client, contracts),
  from(math, contracts, math),
  from(families, contracts, math), // never another family, never a store
  from(stores, contracts, 'room:tensors', stores),
  from(lifecycle, contracts, math, families, stores),
  from('layer:servers', contracts, stores, lifecycle),
  from('layer:clients', contracts, client),
  from('layer:tools', '*'),
];
