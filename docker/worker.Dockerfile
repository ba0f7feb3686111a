# The worker. Target cpu (the last one, so the default) or gpu:
#   docker build -f docker/worker.Dockerfile --target gpu -t millwright-worker:gpu .
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node tools/setup.mjs && node_modules/.bin/tsc -b tsconfig.build.json

# What the native engine is linked with: a compiler and pip, in this stage only.
FROM build AS native
RUN apt-get update \
 && apt-get install -y --no-install-recommends g++ python3 python3-pip ca-certificates \
 && rm -rf /var/lib/apt/lists/*

FROM native AS native-cpu
RUN npm run --silent setup:native

FROM native AS native-gpu
RUN npm run --silent setup:native -- --gpu

# The packages that run, without those that build and test.
FROM build AS packages
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
      --workspace=@millwright/worker --include-workspace-root

FROM nvidia/cuda:12.5.1-cudnn-runtime-ubuntu22.04 AS gpu
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data WORKER_QUEUES=training
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app/package.json ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps/worker ./apps/worker
COPY --from=native-gpu /app/native ./native
RUN useradd --create-home --uid 1000 node && mkdir /data && chown node:node /data
USER node
VOLUME /data
# A worker has no port: it is well while its process runs.
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "-e", "process.kill(1, 0)"]
CMD ["node", "--enable-source-maps", "apps/worker/dist/main.js"]

FROM node:20.20-bookworm-slim AS cpu
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data WORKER_QUEUES=data,training
COPY --from=build /app/package.json ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps/worker ./apps/worker
COPY --from=native-cpu /app/native ./native
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "-e", "process.kill(1, 0)"]
CMD ["node", "--enable-source-maps", "apps/worker/dist/main.js"]
