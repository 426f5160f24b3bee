# The scanner, from a checkout: `docker build -t logproof .` Nothing else is in the image: no shell, no npm, no Pulumi CLI,
# no kubeconfig plugin. docs/in-cluster.md says how it is run.
#
# Both bases are named by their tags, which move with security fixes. Where a build must give the same bytes, name them by
# digest: --build-arg BUILD_IMAGE=node@sha256:… --build-arg RUN_IMAGE=gcr.io/distroless/nodejs22-debian12@sha256:…
ARG BUILD_IMAGE=node:22-bookworm-slim
ARG RUN_IMAGE=gcr.io/distroless/nodejs22-debian12:nonroot

# No dependency's scripts are run, in either stage.
FROM ${BUILD_IMAGE} AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
# The dependencies first: they change less often than the sources.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json PulumiPolicy.yaml ./
COPY policypack ./policypack
COPY scanner ./scanner
COPY simulator ./simulator
COPY tools/bundle.mjs ./tools/bundle.mjs
RUN npm run build

FROM ${RUN_IMAGE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="logproof" \
      org.opencontainers.image.description="Proof that an AI system's audit logs are captured, kept and untampered" \
      org.opencontainers.image.source="https://github.com/logproof/logproof" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
ENV NODE_ENV=production
WORKDIR /app
COPY LICENSE ./
COPY simulator/demo/reference-stack.json ./simulator/demo/reference-stack.json
COPY --from=build /build/package.json /build/PulumiPolicy.yaml ./
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
# By number, so that Kubernetes can see that it is not root. The root file system may be read-only; findings beyond what
# memory should hold go to /tmp.
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "/app/dist/scanner/bin.js"]
CMD ["--help"]
