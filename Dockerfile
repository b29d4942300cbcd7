# The image runs as an ordinary user on a read-only file system; only DATA_DIR is written to:
#   docker build -t mock-scheduler .
#   docker run --read-only --tmpfs /tmp -v mock-scheduler:/data --env-file .env -it mock-scheduler
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
ENTRYPOINT ["node", "src/main.ts"]
CMD ["start"]
