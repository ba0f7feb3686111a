# The api, and the database migrations: docker build -f docker/api.Dockerfile -t millwright-api .
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node tools/setup.mjs \
 && node_modules/.bin/tsc -b tsconfig.build.json \
 && npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
      --workspace=@millwright/api --include-workspace-root=false

FROM node:20.20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 API_PORT=3333 DATA_DIR=/data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps/api ./apps/api
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3333
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3333/api/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
