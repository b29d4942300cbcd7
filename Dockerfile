# The image runs as an ordinary user on a read-only file system; only DATA_DIR is written to:
#   docker build -t mock-scheduler .
#   docker run --init --read-only --tmpfs /tmp -v mock-scheduler:/data --env-file .env -it mock-scheduler
# As a service, see docs/operations.md.
FROM node:26-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY bin bin
COPY src src
COPY sop sop
COPY supabase supabase
RUN mkdir /data && chown node:node /data
USER node
ENV DATA_DIR=/data NODE_ENV=production
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8787}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/main.ts"]
CMD ["start"]
