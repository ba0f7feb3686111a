import base from '../../jest.preset.mjs';

export default { ...base, displayName: 'portal', rootDir: import.meta.dirname };
