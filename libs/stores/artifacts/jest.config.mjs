import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'artifacts', rootDir: import.meta.dirname };
