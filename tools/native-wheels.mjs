/** What `npm run setup:native` downloads: names, versions, hashes and sizes of the wheels, pinned. */
export const cpuWheels = [
  {
    name: 'tensorflow-cpu',
    version: '2.16.2',
    sha256: 'c855cb6bf05d32dd5928086b03a5f6b4189b63c22b95e017703cbee4291023ca',
    bytes: 214_055_683,
  },
];
export const gpuWheels = [];
