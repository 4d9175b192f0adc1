# Signalman as an image: built once, run as somebody without rights on a root that is only read. See docs/runbook.md.
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node bin/build.js

FROM node:20.20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20.20-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data PORT=3000 CONFIG_FILE=/config/signalman.yml
WORKDIR /app
# What is started belongs to root: whoever runs it cannot change it.
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
COPY package.json LICENSE manifest.yml signalman.example.yml ./
RUN install -d -o node -g node -m 0700 /data && ln -s /app/bin/signalman.js /usr/local/bin/signalman
USER node
VOLUME /data
EXPOSE 3000
# SIGTERM: what was begun is finished or handed over within ten seconds.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/signalman.js"]
CMD ["start"]
