# The portal: docker build -f docker/portal.Dockerfile -t millwright-portal .
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node tools/build.mjs \
 && npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
      --workspace=@millwright/portal --include-workspace-root=false

FROM node:20.20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 API_URL=http://api:3333
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/libs/contracts ./libs/contracts
COPY --from=build /app/libs/client ./libs/client
COPY --from=build /app/apps/portal ./apps/portal
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/en').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/portal/server.mjs"]
