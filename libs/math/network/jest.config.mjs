import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'network', rootDir: import.meta.dirname };
